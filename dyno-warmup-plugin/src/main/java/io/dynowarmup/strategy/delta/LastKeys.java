package io.dynowarmup.strategy.delta;

import io.dynowarmup.HandOverReport;
import io.dynowarmup.digest.Fingerprint;
import io.dynowarmup.digest.Fingerprints.Swap;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.move.Again;
import io.dynowarmup.move.Counts;
import io.dynowarmup.move.Sides;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are written to all the time, so that no look finds them at rest. Dynomite queues
 * the writes for a moment (WRITES_ONLY), so these keys stand still here; after the settle time the
 * source has run all that had reached this node before; its values are taken, and Dynomite applies
 * what it has queued.
 */
final class LastKeys {
  private static final Logger LOG = LoggerFactory.getLogger(LastKeys.class);

  private static final long CONFIRM_MILLIS = 1_000;
  private static final int BATCH = 200;

  private final TransferContext context;
  private final Sides sides;
  private final Counts counts;

  LastKeys(TransferContext context, Sides sides, Counts counts) {
    this.context = context;
    this.sides = sides;
    this.counts = counts;
  }

  HandOverReport take(HandOverPlan plan, Again left) throws InterruptedException {
    if (left.all()) {
      return report(plan, false, -1, "more than " + left.size() + " keys are being written to");
    }
    context.queue().open();
    long started = context.ticker().nanos();
    // most of the time that there is: nothing shows how far two other nodes are from each other
    long settle = Math.max(plan.settleMillis(), plan.limitMillis() / 2);
    String why = "";
    try {
      context.gate().hold(DynomiteState.WRITES_ONLY, confirm(), CancelSignal.never());
      Deadline limit = Deadline.after(context.ticker(), plan.limitMillis());
      context.pause().millis(settle, context.cancel());
      why = all(left, limit);
      if (why.isEmpty() && context.gate().reassert() != DynomiteState.WRITES_ONLY) {
        why = "Dynomite did not stay in WRITES_ONLY";
      }
    } finally {
      context.gate().hold(DynomiteState.RESUMING, confirm(), CancelSignal.never());
      context.queue().flushToMaster(Deadline.after(context.ticker(), 2 * plan.queueMillis()));
    }
    long took = TimeUnit.NANOSECONDS.toMillis(context.ticker().nanos() - started);
    LOG.info("the last {} keys: {} ms in WRITES_ONLY{}", left.size(), took, why);
    return report(plan, why.isEmpty(), took, why);
  }

  private Deadline confirm() {
    return Deadline.after(context.ticker(), CONFIRM_MILLIS);
  }

  /**
   * @return why not all of them; empty otherwise
   */
  private String all(Again left, Deadline limit) throws InterruptedException {
    for (int database : left.databases()) {
      sides.select(database);
      List<byte[]> keys = left.of(database);
      for (int i = 0; i < keys.size(); i += BATCH) {
        if (limit.passed() || context.cancel().isCancelled()) {
          return "not all keys that are being written to could be read in time";
        }
        String why = some(keys.subList(i, Math.min(keys.size(), i + BATCH)));
        if (!why.isEmpty()) {
          return why;
        }
      }
    }
    return "";
  }

  private String some(List<byte[]> keys) throws InterruptedException {
    List<Fingerprint> here = sides.printsHere(keys);
    List<Fingerprint> there = sides.printsThere(keys);
    List<byte[]> unequal = new ArrayList<>();
    List<Fingerprint> before = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (here.get(i).large() || there.get(i).large()) {
        return "a large key is being written to all the time";
      }
      if (!here.get(i).same(there.get(i))) {
        unequal.add(keys.get(i));
        before.add(here.get(i));
      }
    }
    List<Payload> payloads = sides.fetch(unequal);
    List<Swap> swaps = new ArrayList<>();
    for (int i = 0; i < unequal.size(); i++) {
      // a removal wants two looks; what is absent there by now is the next pass's
      if (payloads.get(i).absent()) {
        return "a key that is being written to is not there at the moment";
      }
      swaps.add(new Swap(unequal.get(i), before.get(i), 0, payloads.get(i)));
    }
    for (boolean done : sides.prints().swap(sides.here(), swaps)) {
      if (!done) {
        return "a key was written to although Dynomite was in WRITES_ONLY";
      }
    }
    for (Payload payload : payloads) {
      counts.movedOne(payload.bytes().length);
    }
    return "";
  }

  private static HandOverReport report(
      HandOverPlan plan, boolean held, long writesOnlyMillis, String why) {
    return new HandOverReport(
        1,
        held,
        Math.max(plan.settleMillis(), plan.limitMillis() / 2),
        plan.note(),
        writesOnlyMillis,
        -1,
        held ? 0 : -1,
        why);
  }
}
