// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.KeyState;

/** The state of a key on one side in one probe. Immutable. */
final class Look {
  private final Fingerprint print;
  private final KeyState size;

  /**
   * Creates a state.
   *
   * @param size type and size of a large key, which is not read
   */
  Look(Fingerprint print, KeyState size) {
    this.print = print;
    this.size = size;
  }

  /** Returns whether no difference is visible. Large keys are compared by type and size only. */
  boolean same(Look other) {
    return print.same(other.print)
        || print.large()
            && other.print.large()
            && size.type().equals(other.size.type())
            && size.size() == other.size.size();
  }
}
