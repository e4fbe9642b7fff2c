// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.spi.TransferContext;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoint of a transfer at most once a second, and reads the checkpoint of an
 * interrupted run.
 */
final class CheckpointNotes {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointNotes.class);
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Writing checkpoints takes at most one part in this many of the time. */
  private static final int SHARE = 20;

  /** Peers that were connected all the time are found within this time. */
  private static final long PEERS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TransferContext context;
  private final Checkpoint checkpoint;
  private final long begunNanos;
  private long nextNanos;

  CheckpointNotes(TransferContext context) {
    this.context = context;
    this.checkpoint = context.checkpoint();
    this.begunNanos = context.ticker().nanos();
    this.nextNanos = begunNanos + INTERVAL_NANOS;
  }

  /** Returns whether the previous process was killed, even if only a moment ago. */
  boolean interrupted() {
    return checkpoint.interrupted();
  }

  /**
   * Returns the checkpoint of the interrupted run if it is still valid. Call it when Dynomite's
   * peers are connected.
   *
   * @param sourceRunId the current {@code run_id} of the source
   */
  Optional<CheckpointText> left(String sourceRunId) {
    Optional<byte[]> bytes = checkpoint.left();
    if (!bytes.isPresent()) {
      return Optional.empty();
    }
    String whyNot;
    try {
      CheckpointText note = CheckpointText.read(bytes.get());
      whyNot = problem(note, sourceRunId);
      if (whyNot.isEmpty()) {
        LOG.info("Resuming pass {}: {} so far", note.number, note.counts);
        return Optional.of(note);
      }
    } catch (IOException e) {
      whyNot = "the checkpoint of the interrupted run cannot be read: " + e.getMessage();
    }
    context.warnings().accept("the comparison starts over: " + whyNot);
    drop();
    return Optional.empty();
  }

  private String problem(CheckpointText note, String sourceRunId) {
    if (sourceRunId.isEmpty() || !sourceRunId.equals(note.sourceRunId)) {
      return context.sourcePeer() + " was restarted";
    }
    return context.ticker().nanos() - begunNanos > PEERS_NANOS
        ? "Dynomite's peers were not all connected"
        : "";
  }

  void keep(Passes passes, String sourceRunId) {
    long now = context.ticker().nanos();
    if (passes.over() || sourceRunId.isEmpty() || now - nextNanos < 0) {
      return;
    }
    checkpoint.keep(passes.note(sourceRunId).bytes());
    long end = context.ticker().nanos();
    nextNanos = end + Math.max(INTERVAL_NANOS, SHARE * (end - now));
  }

  /** Discards the checkpoint, which is no longer valid. */
  void drop() {
    checkpoint.drop();
  }
}
