// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

/** Blocks the threads of a node while it is frozen, as SIGSTOP does. */
public final class Freezer {
  private boolean frozen;

  public synchronized void freeze() {
    frozen = true;
  }

  public synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  /** Returns at once if the node is not frozen, otherwise when it is thawed. */
  public synchronized void pass() {
    while (frozen) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
