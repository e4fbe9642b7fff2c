// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** What was last seen of this node between runs, by a look at both of its processes. Immutable. */
public final class NodeView {
  /** Before the first look, and where nobody looks. */
  public static final NodeView UNKNOWN = new NodeView("", "", "", -1, "UNKNOWN", -1);

  private final String redisRole;
  private final String replicatesFrom;
  private final String changedBy;
  private final long keys;
  private final String dynomiteState;
  private final long sinceEpochMillis;
  private final List<WatchedProcess> processes;

  /**
   * @param redisRole master or slave; empty when Redis does not tell
   * @param replicatesFrom {@code host:port} of its master; empty when it has none
   * @param changedBy who made it a replica; empty when nobody did, or that is not known
   * @param keys of Redis, -1 unknown
   * @param dynomiteState its state, or DOWN, UNREACHABLE, UNKNOWN
   * @param sinceEpochMillis when all of this but the keys was first seen, milliseconds since 1970;
   *     -1 never
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

  /** This view, with what the watch knows of Redis and Dynomite at the same moment. */
  public NodeView with(List<WatchedProcess> watched) {
    return new NodeView(
        redisRole, replicatesFrom, changedBy, keys, dynomiteState, sinceEpochMillis, watched);
  }

  /** Redis and Dynomite as the watch knows them; empty where nobody watches. */
  public List<WatchedProcess> processes() {
    return processes;
  }

  /** This one, since the earlier one where they say the same. */
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

  /** Whether Dynomite is NORMAL, and Redis no replica, which would refuse the cluster's writes. */
  public boolean serves() {
    return dynomiteState.equals("NORMAL") && !redisRole.equals("slave");
  }

  /** {@code master} or {@code slave}; empty when Redis does not tell. */
  public String redisRole() {
    return redisRole;
  }

  /** {@code host:port} of the master of a replica; empty when it is none. */
  public String replicatesFrom() {
    return replicatesFrom;
  }

  /** Who made it a replica; empty when nobody did, or that is not known. */
  public String changedBy() {
    return changedBy;
  }

  /** Keys of Redis; empty when it does not tell. */
  public OptionalLong keys() {
    return keys < 0 ? OptionalLong.empty() : OptionalLong.of(keys);
  }

  public String dynomiteState() {
    return dynomiteState;
  }

  /** When all of this but the keys was first seen, milliseconds since 1970; -1 never. */
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
