// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/**
 * Tracks the progress of the start. Dynomite opens its admin port first and reads pointers that it
 * sets only later. A request that comes too early ends it with a segmentation fault.
 */
final class Boot {
  private final Runnable onCrash;
  private volatile boolean contextThere;
  private volatile boolean peersThere;
  private volatile boolean crashed;

  Boot(Runnable onCrash) {
    this.onCrash = onCrash;
  }

  void contextIsThere() {
    contextThere = true;
  }

  void peersAreThere() {
    peersThere = true;
  }

  boolean hasPeers() {
    return peersThere;
  }

  boolean hasCrashed() {
    return crashed;
  }

  /** Called before each read of the state. Crashes the node if its context does not exist yet. */
  void readContext() {
    crashUnless(contextThere);
  }

  /** Called before each change of the state. Crashes the node if its peers do not exist yet. */
  void readPeers() {
    crashUnless(peersThere);
  }

  private void crashUnless(boolean there) {
    if (!there) {
      crashed = true;
      onCrash.run();
    }
  }
}
