// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.StartProgress;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Dynomite and waits until it listens for clients.
 *
 * <p>Dynomite's admin port listens shortly before it can answer. A query in that moment ended 4 of
 * 60 starts with a segmentation fault. None failed when the client port was awaited first (measured
 * with 0.6.21-rc2). A failed start is repeated with a growing pause, within the same limit.
 */
public final class AwaitedStart implements DynomiteProcess {
  private static final Logger LOG = LoggerFactory.getLogger(AwaitedStart.class);
  private static final long POLL_MILLIS = 2;

  /** Time that a Dynomite has to listen after its start command has ended. */
  private static final long ENDED_MILLIS = 3_000;

  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /** Interval at which the progress of the start is checked. */
  private static final long PROGRESS_MILLIS = 50;

  private final DynomiteProcess process;
  private final BooleanSupplier listens;
  private final String clientPort;
  private final Ticker ticker;
  private final Pause pause;
  private final long limitMillis;

  /**
   * @param listens whether Dynomite's client port listens
   * @param clientPort client port, for messages
   * @param limitMillis limit for all tries, in milliseconds; after it, the next caller finds that
   *     Dynomite does not answer
   */
  public AwaitedStart(
      DynomiteProcess process,
      BooleanSupplier listens,
      String clientPort,
      Ticker ticker,
      Pause pause,
      long limitMillis) {
    this.process = process;
    this.listens = listens;
    this.clientPort = clientPort;
    this.ticker = ticker;
    this.pause = pause;
    this.limitMillis = limitMillis;
  }

  @Override
  public boolean canStart() {
    return process.canStart();
  }

  @Override
  public String whyNot() {
    return process.whyNot();
  }

  @Override
  public boolean canStop() {
    return process.canStop();
  }

  @Override
  public StartProgress progress() {
    return process.progress();
  }

  /**
   * @throws WarmupException DYNOMITE_UNREACHABLE if the last try failed and the limit has passed;
   *     ABORTED after an interrupt, or if an operator has stopped Dynomite
   */
  @Override
  public void start() {
    Deadline limit = Deadline.after(ticker, limitMillis);
    try {
      long backOff = FIRST_PAUSE_MILLIS;
      for (int tries = 1; ; tries++) {
        Optional<String> failure = tryOnce(limit);
        if (!failure.isPresent()) {
          return;
        }
        if (limit.leftMillis() <= backOff) {
          throw new WarmupException(
              Reason.DYNOMITE_UNREACHABLE,
              "Dynomite did not start within "
                  + limitMillis
                  + " ms (dynomite.start.msec): "
                  + Units.count(tries, "start")
                  + " failed: "
                  + failure.get());
        }
        LOG.warn(
            "Dynomite did not start: {}; starting it again in {} ms, start {}",
            failure.get(),
            backOff,
            tries + 1);
        pause.millis(backOff, CancelSignal.never());
        backOff = Math.min(2 * backOff, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while Dynomite was starting", e);
    }
  }

  /**
   * @return why the start failed; empty if Dynomite listens or the limit has passed
   */
  private Optional<String> tryOnce(Deadline limit) throws InterruptedException {
    process.start();
    Deadline ended = Deadline.after(ticker, ENDED_MILLIS);
    Deadline next = Deadline.after(ticker, PROGRESS_MILLIS);
    while (!listens.getAsBoolean()) {
      if (next.passed()) {
        next = Deadline.after(ticker, PROGRESS_MILLIS);
        Optional<String> failure = failure(ended);
        if (failure.isPresent()) {
          return failure;
        }
      }
      if (limit.passed()) {
        return Optional.empty();
      }
      pause.millis(POLL_MILLIS, CancelSignal.never());
    }
    return Optional.empty();
  }

  private Optional<String> failure(Deadline ended) {
    switch (process.progress()) {
      case FORBIDDEN:
        throw new WarmupException(Reason.ABORTED, "Dynomite was stopped by an operator");
      case FAILED:
        return Optional.of("the start command failed or Dynomite ended at once");
      case ENDED:
        return ended.passed()
            ? Optional.of("the start command has ended, and no process listens at " + clientPort)
            : Optional.empty();
      default:
        return Optional.empty();
    }
  }

  @Override
  public void stop() {
    process.stop();
  }
}
