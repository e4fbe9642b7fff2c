// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Holds the state of this node's Redis and Dynomite as last probed between runs. Immutable. */
public final class NodeView {
  /** The view before the first probe, and on a node that nothing probes. */
  public static final NodeView UNKNOWN = new NodeView("", "", "", -1, "UNKNOWN", -1);

  private final String redisRole;
  private final String replicatesFrom;
  private final String changedBy;
  private final long keys;
  private final String dynomiteState;
  private final long sinceEpochMillis;
  private final List<WatchedProcess> processes;

  /**
   * Creates a view without watched processes.
   *
   * @param redisRole {@code master} or {@code slave}; empty if unknown
   * @param replicatesFrom {@code host:port} of the replica's master; empty if Redis is not a
   *     replica
   * @param changedBy what made Redis a replica; empty if it is none or if that is unknown
   * @param keys number of keys in Redis; -1 if unknown
   * @param dynomiteState the state of Dynomite, or DOWN, UNREACHABLE or UNKNOWN
   * @param sinceEpochMillis when the view, apart from the keys, was first seen, in milliseconds
   *     since 1970; -1 if never
   */
  public NodeView(
      String redisRole,
      String replicatesFrom,
      String changedBy,
      long keys,
      String dynomiteState,
      long sinceEpochMillis) {
    this(
        redisRole,
        replicatesFrom,
        changedBy,
        keys,
        dynomiteState,
        sinceEpochMillis,
        Collections.emptyList());
  }

  private NodeView(
      String redisRole,
      String replicatesFrom,
      String changedBy,
      long keys,
      String dynomiteState,
      long sinceEpochMillis,
      List<WatchedProcess> processes) {
    this.redisRole = Objects.requireNonNull(redisRole);
    this.replicatesFrom = Objects.requireNonNull(replicatesFrom);
    this.changedBy = Objects.requireNonNull(changedBy);
    this.keys = keys;
    this.dynomiteState = Objects.requireNonNull(dynomiteState);
    this.sinceEpochMillis = sinceEpochMillis;
    this.processes = Collections.unmodifiableList(new ArrayList<>(processes));
  }

  /**
   * Returns a copy of this view with the watched processes at the same moment.
   *
   * @param watched Redis and Dynomite as the supervisor knows them
   */
  public NodeView with(List<WatchedProcess> watched) {
    return new NodeView(
        redisRole, replicatesFrom, changedBy, keys, dynomiteState, sinceEpochMillis, watched);
  }

  /**
   * Returns Redis and Dynomite as the supervisor knows them; empty if no supervisor watches them.
   */
  public List<WatchedProcess> processes() {
    return processes;
  }

  /**
   * Returns this view. If the earlier view has the same roles, master and state, the start time of
   * the earlier view is kept.
   *
   * @param earlier the view before this one
   */
  public NodeView after(NodeView earlier) {
    return says(earlier)
        ? new NodeView(
            redisRole,
            replicatesFrom,
            changedBy,
            keys,
            dynomiteState,
            earlier.sinceEpochMillis,
            processes)
        : this;
  }

  private boolean says(NodeView other) {
    return redisRole.equals(other.redisRole)
        && replicatesFrom.equals(other.replicatesFrom)
        && dynomiteState.equals(other.dynomiteState);
  }

  /**
   * Returns whether Dynomite is NORMAL and Redis is not a replica. A replica refuses the cluster's
   * writes.
   */
  public boolean serves() {
    return dynomiteState.equals("NORMAL") && !redisRole.equals("slave");
  }

  /** Returns {@code master} or {@code slave}; empty if unknown. */
  public String redisRole() {
    return redisRole;
  }

  /** Returns {@code host:port} of the replica's master; empty if Redis is not a replica. */
  public String replicatesFrom() {
    return replicatesFrom;
  }

  /** Returns what made Redis a replica; empty if it is none or if that is unknown. */
  public String changedBy() {
    return changedBy;
  }

  /** Returns the number of keys in Redis; empty if unknown. */
  public OptionalLong keys() {
    return keys < 0 ? OptionalLong.empty() : OptionalLong.of(keys);
  }

  /** Returns the state of Dynomite, or DOWN, UNREACHABLE or UNKNOWN. */
  public String dynomiteState() {
    return dynomiteState;
  }

  /**
   * Returns when the view, apart from the keys, was first seen, in milliseconds since 1970; -1 if
   * never.
   */
  public long sinceEpochMillis() {
    return sinceEpochMillis;
  }

  @Override
  public String toString() {
    return "Redis "
        + (redisRole.isEmpty() ? "unknown" : redisRole)
        + (replicatesFrom.isEmpty() ? "" : " of " + replicatesFrom)
        + (changedBy.isEmpty() ? "" : " (" + changedBy + ")")
        + ", Dynomite "
        + dynomiteState;
  }
}
