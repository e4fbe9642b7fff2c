// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.api.report.WatchedProcess;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** Holds the state of this node's Redis and Dynomite as last probed between runs. */
@Value.Immutable
public abstract class NodeView {
  /** The role of a Redis that loads its data set and refuses commands. */
  public static final String LOADING = "loading";

  private static final String SUSPENDED = "SUSPENDED";

  NodeView() {}

  /** Returns the view before the first probe, and on a node that nothing probes. */
  public static NodeView unknown() {
    return new Builder().build();
  }

  /**
   * Returns the latest view: what the run sees or has left, or what was probed after it.
   *
   * @param run the current or the last run
   * @param seen the node as last probed between runs
   */
  public static NodeView current(WarmupStatus run, NodeView seen) {
    boolean suspended = seen.processes().stream().anyMatch(p -> p.state().equals(SUSPENDED));
    boolean probed = seen.sinceEpochMillis().isPresent() && !suspended;
    boolean saw = run.redisRole().isPresent() || run.dynomiteState().isPresent();
    boolean left = !probed && !seen.problem().isPresent() && run.outcome().isPresent() && saw;
    return run.running() || left
        ? of(run).doubted(settles(run) ? Optional.empty() : seen.doubt())
        : seen;
  }

  /**
   * Returns whether a run has answered a doubt about the node's data: it made the node warm, or its
   * result says that the node is cold. A run that changed nothing leaves the data as it was.
   */
  public static boolean settles(WarmupStatus run) {
    return run.coldAndServing() || run.outcome().filter(o -> o == WarmupOutcome.WARMED).isPresent();
  }

  private static NodeView of(WarmupStatus run) {
    return new Builder()
        .self(run.self())
        .redisRole(run.redisRole())
        .keys(run.keys())
        .dynomiteState(run.dynomiteState().orElse("UNKNOWN"))
        .sinceEpochMillis(run.startedEpochMillis().orElse(0))
        .build();
  }

  /**
   * Returns Redis and Dynomite as the supervisor knows them; empty if no supervisor watches them.
   */
  public abstract List<WatchedProcess> processes();

  /**
   * Returns a copy of this view with the watched processes at the same moment.
   *
   * @param watched Redis and Dynomite as the supervisor knows them
   */
  public NodeView with(List<WatchedProcess> watched) {
    return new Builder()
        .from(this)
        .processes(problem().isPresent() ? unknown(watched) : watched)
        .build();
  }

  /** What was seen of a process before the probes became impossible may no longer hold. */
  private static List<WatchedProcess> unknown(List<WatchedProcess> watched) {
    return watched.stream()
        .map(
            p ->
                p.state().equals(SUSPENDED)
                    ? p
                    : new WatchedProcess.Builder().name(p.name()).state("UNKNOWN").build())
        .collect(Collectors.toList());
  }

  /**
   * Returns this view. If the earlier view has the same roles, master, state and doubt, the start
   * time of the earlier view is kept.
   *
   * @param earlier the view before this one
   */
  public NodeView after(NodeView earlier) {
    boolean same =
        redisRole().equals(earlier.redisRole())
            && replicatesFrom().equals(earlier.replicatesFrom())
            && dynomiteState().equals(earlier.dynomiteState())
            && doubt().equals(earlier.doubt());
    return same
        ? new Builder().from(this).sinceEpochMillis(earlier.sinceEpochMillis()).build()
        : this;
  }

  /**
   * Returns whether Dynomite is NORMAL and Redis is neither a replica, which refuses the cluster's
   * writes, nor loading.
   */
  public boolean serves() {
    return dynomiteState().equals("NORMAL")
        && !redisRole().filter(role -> role.equals("slave") || role.equals(LOADING)).isPresent();
  }

  /** Returns why the last probe was not possible, a sentence; empty if it was possible. */
  public abstract Optional<String> problem();

  /**
   * Returns what is left of this view after a probe that was not possible.
   *
   * @param why the reason, a sentence
   */
  public NodeView unprobed(String why) {
    return new Builder().self(self()).problem(why).doubt(doubt()).build();
  }

  /** Returns what is left of this view after a run: the node, the problem and the doubt. */
  public NodeView outdated() {
    return new Builder().self(self()).problem(problem()).doubt(doubt()).build();
  }

  /**
   * Returns why the data of a Redis that serves is in doubt, as sentences: it was dropped or
   * replaced since the last run. Empty if it is not.
   */
  public abstract Optional<String> doubt();

  /** Returns a copy of this view with this doubt. */
  public NodeView doubted(Optional<String> why) {
    return new Builder().from(this).doubt(why).build();
  }

  /** Returns why the topology cannot be read any more, a sentence; empty if it can be. */
  public abstract Optional<String> topologyProblem();

  /** Returns a copy of this view with this problem of the topology. */
  public NodeView withTopologyProblem(Optional<String> why) {
    return new Builder().from(this).topologyProblem(why).build();
  }

  /** Returns which node this is; empty until it is known. */
  public abstract Optional<Peer> self();

  /** Returns a copy of this view that names the node. */
  public NodeView of(Peer node) {
    return new Builder().from(this).self(node).build();
  }

  /** Returns {@code master}, {@code slave} or {@link #LOADING}; empty if unknown. */
  public abstract Optional<String> redisRole();

  /** Returns {@code host:port} of the replica's master; empty if Redis is not a replica. */
  public abstract Optional<String> replicatesFrom();

  /** Returns what made Redis a replica; empty if it is none or if that is unknown. */
  public abstract Optional<String> changedBy();

  /** Returns the number of keys in Redis; empty if unknown. */
  public abstract OptionalLong keys();

  /** Returns the state of Dynomite, or DOWN, UNREACHABLE or UNKNOWN. */
  @Value.Default
  public String dynomiteState() {
    return "UNKNOWN";
  }

  /**
   * Returns when the view, apart from the keys, was first seen, in milliseconds since 1970; empty
   * if never.
   */
  public abstract OptionalLong sinceEpochMillis();

  @Override
  public String toString() {
    return "Redis "
        + redisRole().orElse("unknown")
        + replicatesFrom().map(master -> " of " + master).orElse("")
        + changedBy().map(client -> " (" + client + ")").orElse("")
        + ", Dynomite "
        + dynomiteState();
  }

  /** Collects what a probe has found. */
  public static final class Builder extends ImmutableNodeView.Builder {}
}
