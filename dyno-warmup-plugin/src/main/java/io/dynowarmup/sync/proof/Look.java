// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyState;

/** What a key was on one side at one look. Immutable. */
final class Look {
  private final Fingerprint print;
  private final KeyState size;

  /**
   * @param size of a large key, which is not read
   */
  Look(Fingerprint print, KeyState size) {
    this.print = print;
    this.size = size;
  }

  /** Whether nothing shows a difference; of a large key its type and size. */
  boolean same(Look other) {
    return print.same(other.print)
        || print.large()
            && other.print.large()
            && size.type().equals(other.size.type())
            && size.size() == other.size.size();
  }
}
