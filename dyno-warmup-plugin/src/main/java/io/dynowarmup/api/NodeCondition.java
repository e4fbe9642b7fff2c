// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.unit.Units;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The state of a node at one moment, with its reason. It is what every surface shows first; the
 * last run comes after it.
 */
@Value.Immutable(builder = false)
public abstract class NodeCondition {
  private static final String NORMAL = "NORMAL";
  private static final List<String> NO_ANSWER = Arrays.asList("DOWN", "UNREACHABLE", "UNKNOWN");

  NodeCondition() {}

  /** Returns the state. */
  public abstract NodeState state();

  /** Returns what was seen, as a sentence. */
  public abstract String reason();

  /**
   * Returns the condition that follows from the runs and from the last probe.
   *
   * @param run the current or the last run of this process
   * @param seen the node as last probed between runs
   * @param latestFirst the recorded runs; another process may have made a later one
   * @param bootstrap whether the node is closed until it is bootstrapped
   */
  public static NodeCondition of(
      WarmupStatus run, NodeView seen, List<RunRecord> latestFirst, BootstrapState bootstrap) {
    NodeCondition condition = of(run, seen, latestFirst, bootstrap == BootstrapState.OPEN);
    boolean mayBeClosed =
        condition.state() == NodeState.CLOSED || condition.state() == NodeState.UNKNOWN;
    return mayBeClosed && bootstrap.isClosed()
        ? condition(condition.state(), condition.reason() + "; " + bootstrap.text())
        : condition;
  }

  private static NodeCondition of(
      WarmupStatus run, NodeView seen, List<RunRecord> latestFirst, boolean opened) {
    if (run.running()) {
      return condition(
          NodeState.WARMING, "run " + run.runId().orElse("") + " is in " + run.phase());
    }
    if (seen.problem().isPresent()) {
      return condition(NodeState.UNKNOWN, seen.problem().get());
    }
    NodeView now = NodeView.current(run, seen);
    if (!now.sinceEpochMillis().isPresent()) {
      return condition(NodeState.UNKNOWN, "the node has not been probed yet");
    }
    Optional<RunRecord> later =
        latestFirst.stream()
            .limit(1)
            .filter(r -> r.startedEpochMillis() > run.startedEpochMillis().orElse(0))
            .findFirst();
    return down(now).orElseGet(() -> up(run, now, later, opened));
  }

  private static Optional<NodeCondition> down(NodeView seen) {
    boolean loading =
        seen.redisRole().filter(NodeView.LOADING::equals).isPresent()
            || seen.processes().stream()
                .anyMatch(p -> p.name().equals("Redis") && p.state().equals("LOADING"));
    if (loading || !seen.redisRole().isPresent()) {
      String redis = loading ? "Redis is loading its data set" : "Redis is down";
      return Optional.of(condition(NodeState.DOWN, said(seen, "Redis").orElse(redis)));
    }
    return NO_ANSWER.contains(seen.dynomiteState())
        ? Optional.of(
            condition(
                NodeState.DOWN,
                said(seen, "Dynomite").orElse("Dynomite is " + seen.dynomiteState())))
        : Optional.empty();
  }

  private static NodeCondition up(
      WarmupStatus run, NodeView seen, Optional<RunRecord> later, boolean opened) {
    if (seen.redisRole().filter("slave"::equals).isPresent()) {
      return condition(NodeState.REPLICA, said(seen, "Redis").orElse(seen.toString()));
    }
    if (!seen.dynomiteState().equals(NORMAL)) {
      return condition(NodeState.CLOSED, said(seen, "Dynomite").orElse(seen.toString()));
    }
    String serves =
        seen + (seen.keys().isPresent() ? ", " + Units.keys(seen.keys().getAsLong()) : "");
    if (seen.doubt().isPresent()) {
      return condition(NodeState.COLD, serves + "; " + seen.doubt().get());
    }
    if (run.coldAndServing()) {
      return condition(
          NodeState.COLD,
          serves + "; the last warm-up did not make this node warm" + last(run, later));
    }
    return condition(NodeState.SERVING, serves + doubts(run, later, opened));
  }

  /** Returns what the last run says against a warm node; empty if nothing. */
  private static String doubts(WarmupStatus run, Optional<RunRecord> later, boolean opened) {
    Optional<WarmupOutcome> outcome = outcome(run, later);
    if (outcome.filter(o -> o == WarmupOutcome.PARTIAL).isPresent()) {
      return "; the last warm-up left out data" + last(run, later);
    }
    Optional<Reason> code = later.isPresent() ? later.get().reasonCode() : run.reasonCode();
    boolean refused =
        outcome.filter(o -> o == WarmupOutcome.SKIPPED).isPresent()
            && code.filter(c -> c == Reason.NOT_ALLOWED).isPresent();
    return refused ? "; it is not known to be warm" + refusal(last(run, later), opened) : "";
  }

  /** A node that was opened as it is was closed when its last run was refused. */
  private static String refusal(String last, boolean opened) {
    return opened && last.contains(BootstrapState.REQUIRES_BOOTSTRAP.text())
        ? ": it was opened as it is (requires.bootstrap)"
        : last;
  }

  private static Optional<WarmupOutcome> outcome(WarmupStatus run, Optional<RunRecord> later) {
    return later.isPresent() ? later.map(RunRecord::outcome) : run.outcome();
  }

  private static String last(WarmupStatus run, Optional<RunRecord> later) {
    String reason = later.map(RunRecord::reason).orElseGet(run::reason);
    return outcome(run, later).map(o -> ": " + o + ", " + reason).orElse("");
  }

  /** Returns what the supervisor says of a process that is in trouble. */
  private static Optional<String> said(NodeView seen, String process) {
    return seen.processes().stream()
        .filter(p -> p.name().equals(process) && !p.text().isEmpty())
        .findFirst()
        .map(p -> p.name() + " is " + p.state() + ": " + p.text());
  }

  private static NodeCondition condition(NodeState state, String reason) {
    return ImmutableNodeCondition.of(state, reason);
  }

  @Override
  public String toString() {
    return state() + ": " + reason();
  }
}
