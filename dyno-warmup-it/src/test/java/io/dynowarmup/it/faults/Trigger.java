// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.it.warmup.Calls;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Strikes once, at its moment, on the thread of the warm-up. Up to then, the cluster also writes
 * one key at each of CATCH_UP, HAND_OVER and DETACHED. So writes arrive by each path: through the
 * replication stream and through Dynomite.
 */
final class Trigger implements Calls {
  private static final String RUN = "dyno-warmup-";

  private final Moment moment;
  private final String local;
  private final Supplier<WarmupPhase> phase;
  private final Consumer<Moment> write;
  private final Runnable strike;
  private final Set<Moment> toWrite =
      EnumSet.of(Moment.CATCH_UP, Moment.HAND_OVER, Moment.DETACHED);
  private boolean pulled;

  /**
   * Creates a trigger.
   *
   * @param local host:port of the local Redis
   * @param phase returns the current phase of the run
   * @param write writes a key before the strike
   * @param strike causes the fault
   */
  Trigger(
      Moment moment,
      String local,
      Supplier<WarmupPhase> phase,
      Consumer<Moment> write,
      Runnable strike) {
    this.moment = moment;
    this.local = local;
    this.phase = phase;
    this.write = write;
    this.strike = strike;
  }

  @Override
  public void before(Call call) {
    pullIf(each -> each.isBefore(call, local));
  }

  @Override
  public void after(Call call, Object answer) {
    pullIf(each -> each.isAfter(call, answer, local));
  }

  private synchronized void pullIf(Predicate<Moment> now) {
    if (pulled || !Thread.currentThread().getName().startsWith(RUN)) {
      return;
    }
    Predicate<Moment> here = each -> phase.get() == each.phase() && now.test(each);
    List<Moment> reached = toWrite.stream().filter(here).toList();
    toWrite.removeAll(reached);
    reached.forEach(write);
    if (here.test(moment)) {
      pulled = true;
      strike.run();
    }
  }

  synchronized boolean wasPulled() {
    return pulled;
  }
}
