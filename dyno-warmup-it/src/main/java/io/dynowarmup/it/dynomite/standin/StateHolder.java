// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/**
 * Holds the state. The admin port's thread sets it and the loop reads it without a lock, as in
 * Dynomite.
 */
final class StateHolder {
  private volatile State state = State.INIT;

  State get() {
    return state;
  }

  void set(State wanted) {
    state = wanted;
  }
}
