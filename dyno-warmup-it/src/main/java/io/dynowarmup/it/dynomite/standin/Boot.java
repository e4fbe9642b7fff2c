// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/**
 * How far the start has come. Dynomite opens its admin port first, and reads through pointers that
 * it sets afterwards: a question that comes too early ends it with a segmentation fault.
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

  /** Whoever reads the state calls this first. */
  void readContext() {
    crashUnless(contextThere);
  }

  /** Whoever sets the state calls this first. */
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
