// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a key that is not the same may become what it is at the source. */
public interface WritePolicy {
  /** Whatever is at the source is right. */
  WritePolicy ALWAYS =
      (sides, keys, here, there) -> new ArrayList<>(Collections.nCopies(keys.size(), Boolean.TRUE));

  /**
   * @param keys that were not the same in two looks; of {@link RedisPair#database()}
   * @param here what each is here by now
   * @param there what each is at the source by now
   * @return one for each key
   */
  List<Boolean> to(
      RedisPair sides, List<byte[]> keys, List<Fingerprint> here, List<Fingerprint> there)
      throws InterruptedException;

  /** It has become that, or has gone. */
  default void done(int database, byte[] key) {}
}
