// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.engine.shares.AheadProgress;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of this node's range that are copied while the run copies another part. Used by the
 * thread of the run.
 */
public final class AheadCopies {
  private static final Logger LOG = LoggerFactory.getLogger(AheadCopies.class);

  private final BiFunction<Peer, SourceShare, TransferSession> sessions;
  private final List<AheadCopy> planned = new ArrayList<>();
  private final List<AheadCopy> copies = new ArrayList<>();

  /**
   * @param sessions connects to a source for a part
   */
  AheadCopies(BiFunction<Peer, SourceShare, TransferSession> sessions) {
    this.sessions = sessions;
  }

  /** Forgets the parts that were only planned. */
  public void planNothing() {
    planned.clear();
  }

  /**
   * Plans to copy a part that overlaps no other one.
   *
   * @param ranked all candidates
   */
  public void plan(SourceShare share, Candidate source, List<Candidate> ranked) {
    planned.add(new AheadCopy(share, source, ranked));
  }

  /** Begins to copy the planned parts. The node is out of service. */
  void start(WarmupStrategy strategy) {
    for (AheadCopy copy : planned) {
      LOG.info("Copying at the same time: {}", copy);
      copies.add(copy);
      copy.start(sessions.apply(copy.peer(), copy.share()).onAnotherThread(), strategy);
    }
    planned.clear();
  }

  /** Returns the copy of exactly this part; empty if there is none. */
  public Optional<AheadCopy> of(SourceShare share) {
    return copies.stream().filter(c -> c.share().isSamePart(share)).findFirst();
  }

  /** Returns a copy that may write keys of this part; empty if there is none. */
  public Optional<AheadCopy> overlapping(SourceShare share) {
    return copies.stream().filter(c -> c.share().overlaps(share)).findFirst();
  }

  /**
   * Stops the copy of this part and returns its session, with which the run continues.
   *
   * @param share the current part of the run
   * @return empty if there is no such copy from this source
   */
  Optional<TransferSession> take(Optional<SourceShare> share, Peer peer)
      throws InterruptedException {
    Optional<AheadCopy> copy = share.flatMap(this::of).filter(c -> c.peer().equals(peer));
    if (!copy.isPresent()) {
      return Optional.empty();
    }
    TransferSession session = copy.get().stop();
    copies.remove(copy.get());
    return Optional.of(session);
  }

  /**
   * Ends a copy. What it has copied and is not known to be current is removed.
   *
   * @throws io.dynowarmup.api.WarmupException as {@link TransferSession#close} does; may be called
   *     again
   */
  public void close(AheadCopy copy, Deadline deadline) throws InterruptedException {
    copy.close(deadline);
    copies.remove(copy);
  }

  /** Ends all copies as {@link #close(AheadCopy, Deadline)} does. */
  public void close(Deadline deadline) throws InterruptedException {
    while (!copies.isEmpty()) {
      close(copies.get(0), deadline);
    }
  }

  /** Closes the connections of what is left, without any command. */
  void closeConnections() {
    copies.forEach(AheadCopy::abandon);
    copies.clear();
  }

  public AheadProgress progress() {
    AheadProgress all = AheadProgress.none();
    for (AheadCopy copy : copies) {
      all = all.plus(copy.share(), copy.progress());
    }
    return all;
  }
}
