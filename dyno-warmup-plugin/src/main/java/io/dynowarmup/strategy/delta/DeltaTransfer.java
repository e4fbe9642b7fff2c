package io.dynowarmup.strategy.delta;

import io.dynowarmup.HandOverReport;
import io.dynowarmup.Progress;
import io.dynowarmup.Progress.Stage;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.move.Again;
import io.dynowarmup.move.Consent;
import io.dynowarmup.move.Counts;
import io.dynowarmup.move.Mover;
import io.dynowarmup.move.Sides;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;

/** One delta from one source. */
final class DeltaTransfer implements Transfer {
  /**
   * Above every settle time that a hand-over may have: here it costs nothing but time, of which
   * there is enough.
   */
  static final long SETTLE_MILLIS = 1_000;

  /** For how long one look works; the state of the run is told in between. */
  private static final long SLICE_MILLIS = 500;

  private final TransferContext context;
  private final Sides sides;
  private Counts counts = new Counts();
  private Passes passes;
  private int connection = -1;
  private String localRunId = "";
  private String replid = "";
  private long keysThere;

  DeltaTransfer(TransferContext context, Sides sides) {
    this.context = context;
    this.sides = sides;
    begin();
  }

  /** What was compared before Dynomite was away has missed writes since. */
  private void begin() {
    counts = new Counts();
    Mover mover = new Mover(sides, SETTLE_MILLIS, counts, new Again(), Consent.ALWAYS);
    passes = new Passes(sides, mover, counts);
  }

  @Override
  public Progress poll() {
    int now = context.connection();
    if (now < 0) {
      // what they write until then would be missed by a pass that has begun
      return new Progress.Builder(Stage.COPYING).note("waiting for Dynomite's peers").build();
    }
    if (now != connection) {
      connection = now;
      begin();
    }
    checkSource();
    checkLocal();
    try {
      Deadline slice = Deadline.after(context.ticker(), SLICE_MILLIS);
      do {
        passes.step();
      } while (!passes.over() && !slice.passed() && !context.cancel().isCancelled());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "the comparison was interrupted", e);
    }
    return progress();
  }

  private void checkSource() {
    RedisInfo source = SourceData.told(() -> context.source().info());
    keysThere = source.keys();
    if (!source.replication().isMaster()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED, context.sourcePeer() + " is no master any more");
    }
    String now = source.replication().replid();
    if (!replid.isEmpty() && !replid.equals(now)) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          context.sourcePeer() + " was restarted: its replication id has changed");
    }
    replid = now;
  }

  /** One that was restarted may hold again what was replaced here. */
  private void checkLocal() {
    RedisInfo local = context.local().info();
    String now = local.get("run_id").orElse("");
    boolean another = !localRunId.isEmpty() && !localRunId.equals(now);
    if (another || !local.replication().isMaster()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          "Redis "
              + context.local().endpoint()
              + (another ? " was restarted" : " is no master any more"));
    }
    localRunId = now;
  }

  private Progress progress() {
    Stage stage =
        passes.over() ? Stage.READY : passes.bulkDone() ? Stage.CATCHING_UP : Stage.COPYING;
    String text = "pass " + passes.number() + ": " + counts;
    if (passes.over() && passes.left().size() > 0) {
      text += ", " + passes.left().size() + " being written to";
    }
    return new Progress.Builder(stage)
        .note(text)
        .bytes(counts.bytes(), -1, false)
        .percent(percent())
        .localRole("master")
        .movement(counts + " " + passes.number())
        .build();
  }

  private int percent() {
    return keysThere <= 0 ? -1 : (int) Math.min(99, counts.compared() * 100 / keysThere);
  }

  @Override
  public HandOverReport handOver(HandOverPlan plan) throws InterruptedException {
    if (passes.left().size() == 0) {
      // both sides get every write of the cluster: there is nothing to hold back
      return new HandOverReport(1, passes.over(), 0, "nothing differs", 0, 0, 0, unfinished());
    }
    HandOverReport report = new LastKeys(context, sides, counts).take(plan, passes.left());
    if (!report.held()) {
      passes.resume();
    }
    return report;
  }

  private String unfinished() {
    return passes.over() ? "" : "not all keys were compared";
  }

  @Override
  public long close(Deadline deadline) {
    return Transfer.NO_STREAM;
  }
}
