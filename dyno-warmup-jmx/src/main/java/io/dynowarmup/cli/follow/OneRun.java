// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a run and waits for its end, even if the process is asked to exit meanwhile. */
public final class OneRun {
  private static final long REFRESH_MILLIS = 250;
  private static final long REPORT_LIMIT_SECONDS = 10;

  private final Warmup warmup;
  private final BlockingQueue<WarmupStatus> statuses = new LinkedBlockingQueue<>();
  private final CountDownLatch reported = new CountDownLatch(1);

  public OneRun(Warmup warmup) {
    this.warmup = warmup;
  }

  /**
   * Performs a run.
   *
   * @param each receives every change, and the current status several times a second
   * @return the status at the end of the run
   */
  public WarmupStatus perform(WarmupRequest request, Consumer<WarmupStatus> each)
      throws InterruptedException {
    warmup.addObserver(statuses::add);
    warmup.start(request);
    while (true) {
      WarmupStatus status = statuses.poll(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
      if (status == null) {
        status = warmup.status();
      }
      each.accept(status);
      if (!status.running()) {
        return status;
      }
    }
  }

  /** Records that the outcome has been reported, so that the process may end. */
  public void reported() {
    reported.countDown();
  }

  /**
   * Ends the run from the shutdown hook: the node is first put back into service and the outcome is
   * reported.
   */
  public void endEarly(String why) {
    try {
      warmup.abort(why);
    } catch (WarmupException e) {
      // The run is already over.
    } finally {
      warmup.close();
    }
    try {
      reported.await(REPORT_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
