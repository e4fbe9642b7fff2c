// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/**
 * The state, set by the admin port's thread and read by the loop, unsynchronised as in Dynomite.
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
