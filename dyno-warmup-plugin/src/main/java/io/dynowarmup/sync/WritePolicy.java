// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Decides whether a key that differs may be changed to match the source. */
public interface WritePolicy {
  /** The policy that accepts every value of the source. */
  WritePolicy ALWAYS =
      (sides, keys, here, there) -> new ArrayList<>(Collections.nCopies(keys.size(), Boolean.TRUE));

  /**
   * Decides for a batch of keys.
   *
   * @param keys keys of {@link RedisPair#database()} that differed in two probes
   * @param here the current fingerprint of each key here
   * @param there the current fingerprint of each key at the source
   * @return one decision for each key
   */
  List<Boolean> to(
      RedisPair sides, List<byte[]> keys, List<Fingerprint> here, List<Fingerprint> there)
      throws InterruptedException;

  /** Called after the key has been changed or removed. */
  default void done(int database, byte[] key) {}
}
