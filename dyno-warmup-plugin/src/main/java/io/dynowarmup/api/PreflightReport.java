// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Reports what a run would do if it started now. Finding out changes nothing. */
@Value.Immutable
public abstract class PreflightReport {
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

  PreflightReport() {}

  /** Returns the answer in one word. */
  public abstract Answer answer();

  /** Returns the reason for the answer, a sentence. */
  public abstract String why();

  /** Returns the peer that a run would choose as its source; empty if there is none. */
  public Optional<Peer> source() {
    return status().source();
  }

  /** Returns the verdict on each peer, best peer first. */
  public List<CandidateVerdict> candidates() {
    return status().candidates();
  }

  /** Returns the strategy, the topology and the states of Dynomite and Redis that were found. */
  public abstract WarmupStatus status();

  /** Returns one sentence for each setting that is wrong or unusual. */
  public abstract List<String> misset();

  /**
   * Returns the maximum number of keys on this node that a load would drop; empty if unknown. A run
   * that compares the keys instead drops none; the strategy {@code auto} decides that when the run
   * starts.
   */
  public abstract OptionalLong drops();

  /** Returns the whole report as text for an operator. The first line is the answer. */
  public String text() {
    StringBuilder t = new StringBuilder(answer().name()).append(": ").append(why());
    status().reasonCode().ifPresent(code -> line(t, "reason code", code.name()));
    line(t, "source", source().map(Peer::toString).orElse("none"));
    for (CandidateVerdict v : candidates()) {
      line(t, "peer", v.toString());
    }
    line(t, "would drop", refused() ? "nothing" + forced() : dropped());
    line(t, "strategy", status().strategy().orElse("unknown"));
    line(t, "topology from", status().topologySource().orElse("unknown"));
    line(t, "Dynomite", status().dynomiteState().orElse("unknown"));
    line(t, "Redis", status().redisRole().orElse("unknown"));
    for (String m : misset()) {
      line(t, "warning", m);
    }
    return t.toString();
  }

  /** Returns whether a run would end before it changes anything. */
  public boolean refused() {
    return answer() == Answer.WOULD_SKIP || answer() == Answer.WOULD_FAIL;
  }

  private String forced() {
    boolean some = answer() == Answer.WOULD_SKIP && drops().orElse(0) > 0;
    return some ? "; with force " + dropped() : "";
  }

  /**
   * With {@code auto}, the way the data arrives is decided only after both sides are compared. This
   * also applies to a run that has to be forced.
   */
  private String dropped() {
    if (!drops().isPresent()) {
      return "unknown";
    }
    long keys = drops().getAsLong();
    boolean open = keys > 0 && status().strategy().filter("auto"::equals).isPresent();
    return Units.keys(keys)
        + " of this node"
        + (open ? ", or none if most of them are equal on the source" : "");
  }

  private static void line(StringBuilder t, String name, String value) {
    t.append(String.format("%n  %-14s %s", name, value));
  }

  @Override
  public String toString() {
    return answer() + ": " + why();
  }

  /** Collects what a run would do. */
  public static final class Builder extends ImmutablePreflightReport.Builder {}
}
