// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a run would do if it were started now. Nothing was touched to find out. Immutable. */
public final class PreflightReport {
  /** The answer in one word. */
  public enum Answer {
    /** A run would begin to move data. */
    WOULD_WARM,
    /** A run would end as SKIPPED. */
    WOULD_SKIP,
    /** A run would end as FAILED. */
    WOULD_FAIL,
    /** A run is going on. */
    RUNNING
  }

  private final Answer answer;
  private final String why;
  private final WarmupStatus status;
  private final List<String> misset;
  private final long drops;

  /**
   * @param why a sentence
   * @param status what was found: source, strategy, candidates, states, warnings
   * @param misset one sentence for each thing that is set wrong, or is odd
   * @param drops how many keys this node holds that would be dropped; -1 unknown
   */
  public PreflightReport(
      Answer answer, String why, WarmupStatus status, List<String> misset, long drops) {
    this.answer = Objects.requireNonNull(answer);
    this.why = Objects.requireNonNull(why);
    this.status = Objects.requireNonNull(status);
    this.misset = Collections.unmodifiableList(new ArrayList<>(misset));
    this.drops = drops;
  }

  public Answer answer() {
    return answer;
  }

  /** Why, in a sentence. */
  public String why() {
    return why;
  }

  /** The peer that it would take. */
  public Optional<Peer> source() {
    return status.source();
  }

  /** Each peer's verdict, best first. */
  public List<CandidateVerdict> candidates() {
    return status.candidates();
  }

  /** Strategy, topology, states of Dynomite and Redis as they were found. */
  public WarmupStatus status() {
    return status;
  }

  /** What is set wrong or is odd, one sentence each. */
  public List<String> misset() {
    return misset;
  }

  /**
   * Keys that this node holds and would lose when the load begins, at most; -1 unknown. None are
   * dropped where a run compares them instead, which the strategy {@code auto} decides at its
   * start.
   */
  public long drops() {
    return drops;
  }

  /** All of it for a person: the answer in the first line. */
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
   * Which way the data arrives is only told once both sides are compared, be it in a run that has
   * to be forced.
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
