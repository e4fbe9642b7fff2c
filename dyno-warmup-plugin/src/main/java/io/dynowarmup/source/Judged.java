// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.Finding;
import io.dynowarmup.source.rule.Finding.Weight;
import io.dynowarmup.source.rule.Warmth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A peer with all findings about it, while it is being ranked. */
final class Judged {
  private final PeerFacts facts;
  private final Warmth warmth;
  private final List<Finding> findings;
  private final boolean forced;
  private final int lasts;
  private final int laters;
  private final long replicas;
  private final OptionalLong uptimeSeconds;
  private int keyClass;

  Judged(PeerFacts facts, Warmth warmth, List<Finding> findings, boolean forced) {
    this.facts = facts;
    this.warmth = warmth;
    this.findings = findings;
    this.forced = forced;
    this.lasts = count(Weight.LAST) + count(Weight.UNPROVEN) + count(Weight.UNLESS_FORCED);
    this.laters = count(Weight.LATER);
    this.replicas = facts.connectedReplicas();
    this.uptimeSeconds = facts.uptimeSeconds();
  }

  PeerFacts facts() {
    return facts;
  }

  boolean eligible() {
    return findings.stream().noneMatch(f -> f.objects(forced));
  }

  /**
   * Returns the number of findings that rank the peer last, including those that were overridden by
   * force.
   */
  int lasts() {
    return lasts;
  }

  /** Returns the number of findings that rank the peer after those without such a finding. */
  int laters() {
    return laters;
  }

  long replicas() {
    return replicas;
  }

  OptionalLong uptimeSeconds() {
    return uptimeSeconds;
  }

  private int count(Weight weight) {
    return (int) findings.stream().filter(f -> f.weight() == weight).count();
  }

  /** Returns the class by number of keys: 0 for the most keys, 1 for clearly fewer, and so on. */
  int keyClass() {
    return keyClass;
  }

  void keyClass(int number) {
    keyClass = number;
  }

  /**
   * Returns the candidate.
   *
   * @param rank the rank from 1; 0 if the peer is not eligible
   */
  Candidate candidate(int rank) {
    if (rank == 0) {
      return ImmutableCandidate.of(
          facts, false, 0, objection(), Collections.emptyList(), Optional.empty(), warmth);
    }
    StringBuilder reason = new StringBuilder(Description.of(facts));
    List<String> warnings = new ArrayList<>();
    for (Finding f : findings) {
      boolean last = f.weight() != Weight.LATER && f.weight() != Weight.WARNING;
      reason.append(last ? "; ranked last: " : "; ").append(f.text());
      if (f.weight() != Weight.LATER) {
        warnings.add(f.text());
      }
    }
    return ImmutableCandidate.of(
        facts, true, rank, reason.toString(), warnings, unproven(), warmth);
  }

  private Optional<String> unproven() {
    return findings.stream()
        .filter(f -> f.weight() == Weight.UNPROVEN)
        .map(Finding::text)
        .findFirst();
  }

  private String objection() {
    return findings.stream().filter(f -> f.objects(forced)).findFirst().get().text();
  }
}
