package io.dynowarmup.it.faults;

import io.dynowarmup.WarmupPhase;
import io.dynowarmup.it.warmup.Calls;
import java.util.function.Supplier;

/** Pulled once, in its moment, by the thread of the warm-up itself. */
final class Trigger implements Calls {
  private static final String RUN = "dyno-warmup-";

  private final Moment moment;
  private final String local;
  private final Supplier<WarmupPhase> phase;
  private final Runnable strike;
  private boolean pulled;

  /**
   * @param local host:port of the local Redis
   * @param phase that the run is in
   */
  Trigger(Moment moment, String local, Supplier<WarmupPhase> phase, Runnable strike) {
    this.moment = moment;
    this.local = local;
    this.phase = phase;
    this.strike = strike;
  }

  @Override
  public void before(Call call) {
    pullIf(moment.isBefore(call, local));
  }

  @Override
  public void after(Call call, Object answer) {
    pullIf(moment.isAfter(call, answer, local));
  }

  private synchronized void pullIf(boolean now) {
    if (now
        && !pulled
        && phase.get() == moment.phase()
        && Thread.currentThread().getName().startsWith(RUN)) {
      pulled = true;
      strike.run();
    }
  }

  synchronized boolean wasPulled() {
    return pulled;
  }
}
