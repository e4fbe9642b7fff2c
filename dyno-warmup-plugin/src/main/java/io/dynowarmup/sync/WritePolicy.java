// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import java.util.List;
import java.util.stream.Collectors;

/** Decides whether a key that differs may be changed to match the source. */
public interface WritePolicy {
  /** The policy that only adds keys that are missing here. It replaces and removes no key. */
  WritePolicy ONLY_ADD =
      (sides, mismatches) ->
          mismatches.stream()
              .filter(mismatch -> mismatch.here().absent() && !mismatch.there().absent())
              .collect(Collectors.toList());

  /**
   * Decides for a batch of keys.
   *
   * @param mismatches keys of {@link RedisPair#database()} that differed in two probes
   * @return those that may be changed
   */
  List<Mismatch> allowed(RedisPair sides, List<Mismatch> mismatches) throws InterruptedException;

  /** Called after the key has been changed or removed. */
  default void done(int database, byte[] key) {}
}
