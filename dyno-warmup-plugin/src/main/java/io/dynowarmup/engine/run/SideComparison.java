// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.context.ServedCold;
import io.dynowarmup.redis.SecondTry;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.proof.Proof;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Compares this node with a source once, with what the run knows about both. */
final class SideComparison {
  private static final int KEYS_OF_BRIEF = 100;

  /** Limit before the hand-over, where a difference may only be replication lag. */
  private static final long LIMIT_OF_BRIEF_MILLIS = 200;

  private final RunContext context;
  private final ServedCold servedCold;
  private final SourceLosses losses;
  private final Supplier<LatencyProbe> latencies;
  private boolean evictAlike;

  /**
   * @param latencies supplies the measurements of the current transfer; null if there is none
   */
  SideComparison(
      RunContext context,
      ServedCold servedCold,
      SourceLosses losses,
      Supplier<LatencyProbe> latencies) {
    this.context = context;
    this.servedCold = servedCold;
    this.losses = losses;
    this.latencies = latencies;
  }

  /** Compares a few keys in a short time. */
  ProofReport brief(TransferSession session) throws InterruptedException {
    ComparedSides sides = new ComparedSides(session, new SecondTry());
    return of(sides, sides.sourceInfo(), KEYS_OF_BRIEF, LIMIT_OF_BRIEF_MILLIS, 0, context.cancel());
  }

  /**
   * Compares both sides.
   *
   * @param now INFO of the source from this moment
   * @param keys number of keys to sample from each side
   * @param namesMillis limit for the names of all keys of a part; 0 if they are not compared
   */
  ProofReport of(
      ComparedSides sides,
      RedisInfo now,
      int keys,
      long limitMillis,
      long namesMillis,
      CancelSignal cancel)
      throws InterruptedException {
    TransferSession session = sides.session();
    SourcePin pin = session.pin();
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.host().pause(),
            cancel,
            context.config().deltaKeysPerSecond());
    Proof proof =
        new Proof(sides.local(), sides.source(), sides, throttle)
            .ownKeysAllowed(info -> servedCold.keepsOwnKeys() || pin.evicted(info))
            .clockAhead(() -> sides.clockAhead(context.ticker()))
            .writesTake(
                latencies.get() == null ? OptionalLong.empty() : latencies.get().writeTripMillis())
            .withoutSample(sides.noScripts())
            .within(session.part().map(part -> part::contains), namesMillis);
    Deadline limit = Deadline.after(context.ticker(), limitMillis);
    ProofReport report = proof.take(now, keys, limit, info -> losses.unexplained(session, info));
    evictAlike = proof.evictAlike();
    return report;
  }

  /**
   * Returns whether the last comparison found that this node and the source are caches that evict
   * alike.
   */
  boolean evictAlike() {
    return evictAlike;
  }
}
