// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.report.PeerRepair;
import io.dynowarmup.sync.PendingKeys;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Computes the result of a repair for each peer. */
final class RepairReport {
  private final Peer first;
  private final Map<Peer, PendingKeys> unequal;
  private final RepairLog outcomes;
  private final String early;
  private final LibraryRepair libraries;

  /**
   * Creates a report.
   *
   * @param first the peer whose values were used
   * @param unequal the mismatches with each peer
   * @param libraries the repair of the function libraries
   * @param early why some keys may not have been probed; empty if all were
   */
  RepairReport(
      Peer first,
      Map<Peer, PendingKeys> unequal,
      RepairLog outcomes,
      LibraryRepair libraries,
      String early) {
    this.libraries = libraries;
    this.first = first;
    this.unequal = unequal;
    this.outcomes = outcomes;
    this.early = early;
  }

  PeerRepair of(PeerComparison found) {
    long repaired = 0;
    long equal = 0;
    Map<String, Long> left = new TreeMap<>();
    PendingKeys keys = unequal.get(found.peer());
    for (int database : keys.databases()) {
      for (byte[] key : keys.of(database)) {
        Optional<String> outcome = outcome(database, key);
        if (!outcome.isPresent()) {
          equal++;
        } else if (outcome.get().equals(RepairLog.REPAIRED)) {
          repaired++;
        } else {
          left.merge(outcome.get(), 1L, Long::sum);
        }
      }
    }
    for (String outcome : libraries.outcomes(found.peer())) {
      if (outcome.equals(RepairLog.REPAIRED)) {
        repaired++;
      } else {
        left.merge(outcome, 1L, Long::sum);
      }
    }
    if (keys.all()) {
      left.merge(
          Repair.TOO_MANY,
          found.unequal() - keys.size() - libraries.outcomes(found.peer()).size(),
          Long::sum);
    }
    return PeerRepair.of(repaired, equal, left);
  }

  private Optional<String> outcome(int database, byte[] key) {
    Optional<String> said = outcomes.of(database, key);
    if (said.isPresent()) {
      return said;
    }
    if (!unequal.get(first).holds(database, key)) {
      return Optional.of("this node holds what " + first + " holds");
    }
    return early.isEmpty() ? Optional.empty() : Optional.of(early);
  }
}
