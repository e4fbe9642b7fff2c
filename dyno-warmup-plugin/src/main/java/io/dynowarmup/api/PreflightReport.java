// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reports what a run would do if it started now. Finding out changes nothing. Immutable. */
public final class PreflightReport {
  /** The answer in one word. */
  public enum Answer {
    /** A run would start to move data. */
    WOULD_WARM,
    /** A run would end as SKIPPED. */
    WOULD_SKIP,
    /** A run would end as FAILED. */
    WOULD_FAIL,
    /** A run is in progress. */
    RUNNING
  }

  private final Answer answer;
  private final String why;
  private final WarmupStatus status;
  private final List<String> misset;
  private final long drops;

  /**
   * Creates a report.
   *
   * @param answer the answer in one word
   * @param why the reason, a sentence
   * @param status what was found: source, strategy, candidates, states and warnings
   * @param misset one sentence for each setting that is wrong or unusual
   * @param drops maximum number of keys on this node that the run would drop; -1 if unknown
   */
  public PreflightReport(
      Answer answer, String why, WarmupStatus status, List<String> misset, long drops) {
    this.answer = Objects.requireNonNull(answer);
    this.why = Objects.requireNonNull(why);
    this.status = Objects.requireNonNull(status);
    this.misset = Collections.unmodifiableList(new ArrayList<>(misset));
    this.drops = drops;
  }

  /** Returns the answer in one word. */
  public Answer answer() {
    return answer;
  }

  /** Returns the reason for the answer, a sentence. */
  public String why() {
    return why;
  }

  /** Returns the peer that a run would choose as its source; empty if there is none. */
  public Optional<Peer> source() {
    return status.source();
  }

  /** Returns the verdict on each peer, best peer first. */
  public List<CandidateVerdict> candidates() {
    return status.candidates();
  }

  /** Returns the strategy, the topology and the states of Dynomite and Redis that were found. */
  public WarmupStatus status() {
    return status;
  }

  /** Returns one sentence for each setting that is wrong or unusual. */
  public List<String> misset() {
    return misset;
  }

  /**
   * Returns the maximum number of keys on this node that a load would drop; -1 if unknown. A run
   * that compares the keys instead drops none; the strategy {@code auto} decides that when the run
   * starts.
   */
  public long drops() {
    return drops;
  }

  /** Returns the whole report as text for an operator. The first line is the answer. */
  public String text() {
    StringBuilder t = new StringBuilder(answer.name()).append(": ").append(why);
    line(t, "source", source().map(Peer::toString).orElse("none"));
    for (CandidateVerdict v : candidates()) {
      line(t, "peer", v.toString());
    }
    line(t, "would drop", drops < 0 ? "unknown" : drops + " keys of this node" + unless());
    line(t, "strategy", orUnknown(status.strategy()));
    line(t, "topology from", orUnknown(status.topologySource()));
    line(t, "Dynomite", orUnknown(status.dynomiteState()));
    line(t, "Redis", orUnknown(status.redisRole()));
    for (String m : misset) {
      line(t, "look at", m);
    }
    return t.toString();
  }

  /**
   * With {@code auto}, the way the data arrives is decided only after both sides are compared. This
   * also applies to a run that has to be forced.
   */
  private String unless() {
    boolean open = drops > 0 && status.strategy().equals("auto");
    return open ? ", or none where most of them are those of the source" : "";
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  private static void line(StringBuilder t, String name, String value) {
    t.append(String.format("%n  %-14s %s", name, value));
  }

  @Override
  public String toString() {
    return answer + ": " + why;
  }
}
