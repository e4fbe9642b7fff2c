// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.time.Deadline;

/** Lets the replication lag shrink and measures what the hand-over needs. */
final class CatchUpPhase extends CopyPhase {
  /**
   * The write rate needs a second sample. A source that is still without a rate at the third sample
   * has no writes.
   */
  private static final int RATE_POLLS = 3;

  private static final long MOST_INTERVAL_MILLIS = 50;

  /** The cause of a failed hand-over may be gone after a second. */
  private static final long AGAIN_MILLIS = 1_000;

  private final Deadline notBefore;
  private final Patience local;
  private int readyPolls;

  CatchUpPhase(Run run) {
    this(run, 0);
  }

  private CatchUpPhase(Run run, long waitMillis) {
    super(run);
    this.notBefore = Deadline.after(context.ticker(), waitMillis);
    this.local = Patience.withLocal(context.ticker(), context.config().stallMillis());
  }

  /** Returns the phase that follows a hand-over that did not hold. */
  static CatchUpPhase again(Run run) {
    return new CatchUpPhase(run, AGAIN_MILLIS);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.CATCH_UP;
  }

  /**
   * Returns a short interval. Two samples give the write rate, and a longer wait only prolongs the
   * outage.
   */
  @Override
  long intervalMillis() {
    long wanted = Math.min(MOST_INTERVAL_MILLIS, context.config().pollMillis());
    long pause = Math.max(wanted, context.config().sourceLimits().leastPollMillis());
    return run.strategy().keepsData() ? pause : restOfPause(pause);
  }

  @Override
  Phase advance() throws InterruptedException {
    Progress progress = poll();
    if (progress.stage() == Progress.Stage.COPYING) {
      return this;
    }
    if (!measured(progress)) {
      return this;
    }
    if (progress.stage() != Progress.Stage.READY) {
      return this;
    }
    if (readyPolls++ == 0) {
      run.latencies().reach().refresh();
    }
    run.proof().beforeHandOver(run.session());
    boolean rateKnown = progress.writesPerSecond().isPresent() || readyPolls >= RATE_POLLS;
    boolean reached = run.latencies().reach().poll();
    if (!reached || !rateKnown || !notBefore.passed() || !run.peerWait().over()) {
      return this;
    }
    return new HandOverPhase(run, run.handOvers().plan(progress.writesPerSecond()), false);
  }

  /**
   * Measures, unless the local Redis postpones its answers for a moment. The next poll then tries
   * again.
   */
  private boolean measured(Progress progress) throws InterruptedException {
    try {
      run.latencies().measure(progress);
      local.worked();
      return true;
    } catch (WarmupException e) {
      if (!local.mayPass(e)) {
        throw e;
      }
      context.board().note(e.getMessage());
      return false;
    }
  }
}
