// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.util.concurrent.TimeUnit;

/** A pause that ends only with its signal and counts the waiting threads. */
public final class CountingPause implements Pause {
  private int waiting;

  @Override
  public void millis(long millis, CancelSignal signal) throws InterruptedException {
    change(1);
    try {
      while (!signal.await(1, TimeUnit.SECONDS)) {
        Thread.yield();
      }
    } finally {
      change(-1);
    }
  }

  private synchronized void change(int by) {
    waiting += by;
    notifyAll();
  }

  public synchronized void awaitWaiting(int wanted) throws InterruptedException {
    while (waiting != wanted) {
      wait();
    }
  }
}
