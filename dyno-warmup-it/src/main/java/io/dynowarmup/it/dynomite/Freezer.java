// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

/** Holds the threads of a node while it is frozen, as SIGSTOP does. */
public final class Freezer {
  private boolean frozen;

  public synchronized void freeze() {
    frozen = true;
  }

  public synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  /** Returns at once, or when thawed. */
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
