// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.log.HelperThreads;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One part of this node's range that a thread of its own copies while the run copies another part.
 * After {@link #stop} the thread of the run continues with it.
 */
public final class AheadCopy {
  private static final Logger LOG = LoggerFactory.getLogger(AheadCopy.class);
  private static final ThreadFactory THREADS = new HelperThreads("dyno-warmup-copy");

  /** The time between two checks for changed keys, after the part was copied. */
  private static final long COLLECT_MILLIS = 200;

  private final SourceShare share;
  private final Candidate source;
  private final List<Candidate> ranked;
  private TransferSession session;
  private Thread thread;
  private volatile boolean stopping;
  private volatile Progress progress = Progress.none();
  private volatile Throwable failure;

  AheadCopy(SourceShare share, Candidate source, List<Candidate> ranked) {
    this.share = share;
    this.source = source;
    this.ranked = Collections.unmodifiableList(new ArrayList<>(ranked));
  }

  void start(TransferSession with, WarmupStrategy strategy) {
    session = with;
    thread = THREADS.newThread(() -> copy(with, strategy));
    thread.start();
  }

  private void copy(TransferSession with, WarmupStrategy strategy) {
    try {
      with.open(strategy);
      while (!stopping && !with.cancel().isCancelled()) {
        progress = with.transfer().pollAhead();
        if (progress.stage() != Stage.COPYING) {
          with.pause().millis(COLLECT_MILLIS, with.cancel());
        }
      }
    } catch (Throwable e) {
      LOG.info("The copy of {} ended: {}", this, e.toString());
      failure = e;
    }
  }

  public SourceShare share() {
    return share;
  }

  /** Returns the source as it was chosen. */
  public Candidate source() {
    return source;
  }

  /** Returns all candidates for this part. */
  public List<Candidate> ranked() {
    return ranked;
  }

  public Peer peer() {
    return source.peer();
  }

  Progress progress() {
    return progress;
  }

  /** Returns why the copy has ended; empty if it has not ended. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Ends the thread; at most one command to each Redis later. */
  TransferSession stop() throws InterruptedException {
    stopping = true;
    thread.join();
    return session;
  }

  /** Ends the copy as {@link TransferSession#close} does; may be called again. */
  StreamGap close(Deadline deadline) throws InterruptedException {
    return stop().close(deadline);
  }

  /** Ends the copy without a command; what it has copied stays. */
  void abandon() {
    stopping = true;
    session.closeConnections();
  }

  @Override
  public String toString() {
    return share + " from " + peer();
  }
}
