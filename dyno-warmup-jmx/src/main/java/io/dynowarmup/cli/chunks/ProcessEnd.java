// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.chunks;

import io.dynowarmup.time.CancelSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gives a signal when the process is ended (Ctrl-C, SIGTERM), and lets the work clean up. */
public final class ProcessEnd implements AutoCloseable {
  private static final long LONGEST_SECONDS = 10;

  private final CancelSignal signal = new CancelSignal();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "dyno-warmup-end");

  private ProcessEnd() {
    // use cancelling()
  }

  /** Returns an end that is in force until it is closed. */
  public static ProcessEnd cancelling() {
    ProcessEnd end = new ProcessEnd();
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  private void end() {
    signal.cancel("the process is ended");
    try {
      over.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public CancelSignal signal() {
    return signal;
  }

  /** Lets the process end. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending
    }
  }
}
