// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ProofReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares candidates with the data of this node before one of them is chosen. */
public final class SourceAgreement {
  private static final Logger LOG = LoggerFactory.getLogger(SourceAgreement.class);

  private static final double MOST = 0.9;
  private static final double HALF = 0.5;
  private static final double NEXT_TO_NOTHING = 0.1;

  private final SideComparison comparison;
  private final Function<Peer, TransferSession> sessions;

  /**
   * @param sessions connects to a source for a comparison only
   */
  SourceAgreement(SideComparison comparison, Function<Peer, TransferSession> sessions) {
    this.comparison = comparison;
    this.sessions = sessions;
  }

  /**
   * Returns whether a restarted source holds the data that this node copied from it. The same
   * number of keys proves nothing: they may belong to another Redis or be older. A key that had not
   * been copied yet says nothing.
   */
  public boolean agrees(Peer restarted) throws InterruptedException {
    ProofReport report = compared(restarted);
    return share(report, report.absentHere()) >= MOST;
  }

  /**
   * Returns the share of random keys of both sides that are equal on both, from 0 to 1; 0 if
   * unknown.
   */
  private double agreement(Peer peer) throws InterruptedException {
    return share(compared(peer), 0);
  }

  private static double share(ProofReport report, long ignored) {
    return (double) report.equal() / Math.max(1, report.sampled().orElse(0) - ignored);
  }

  private ProofReport compared(Peer peer) throws InterruptedException {
    TransferSession session = sessions.apply(peer);
    try {
      ProofReport report = comparison.brief(session);
      LOG.info("Source {} and this node, {}", peer, report);
      return report;
    } catch (WarmupException e) {
      LOG.info("Cannot compare {} with this node: {}", peer, e.getMessage());
      return ProofReport.none();
    } finally {
      session.closeConnections();
    }
  }

  /**
   * Returns another candidate that holds the same data as this node, if the source holds other
   * values under the same names. If the source agrees with this node, only the source is compared.
   */
  public Optional<Peer> contradicts(Peer source, List<Peer> others) throws InterruptedException {
    if (others.isEmpty() || agreement(source) > NEXT_TO_NOTHING) {
      return Optional.empty();
    }
    for (Peer other : others) {
      if (agreement(other) >= HALF) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
