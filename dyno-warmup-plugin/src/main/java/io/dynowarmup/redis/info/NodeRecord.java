// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Optional;

/**
 * What a node says of its own copy in the key {@link OwnKeys#RECORD} of its own Redis. Whoever
 * reads it compares {@link #runId} with the {@code run_id} of that Redis: another one means that
 * the Redis was restarted since, or that the key came with somebody's data. Immutable.
 */
public final class NodeRecord {
  /** What the copy is worth. */
  public enum State {
    /** A run has made it what its source was. */
    WARM,
    /** A run has begun to change it and has not ended well. */
    COLD
  }

  private final State state;
  private final String node;
  private final String runId;
  private final long sinceEpochMillis;
  private final String way;
  private final String from;

  private NodeRecord(
      State state, String node, String runId, long sinceEpochMillis, String way, String from) {
    this.state = state;
    this.node = node;
    this.runId = runId;
    this.sinceEpochMillis = sinceEpochMillis;
    this.way = way;
    this.from = from;
  }

  /**
   * @param node data centre and rack of the node: see {@link #nodeName}
   * @param runId of its Redis
   * @param way strategy; empty unknown
   * @param from the source; empty where there was none
   */
  public static NodeRecord of(
      State state, String node, String runId, long sinceEpochMillis, String way, String from) {
    return new NodeRecord(state, node, runId, sinceEpochMillis, way, from);
  }

  /** Empty when the text is no record. */
  public static Optional<NodeRecord> parse(String line) {
    RecordText text = RecordText.parse(line);
    for (State state : State.values()) {
      if (state.name().equals(text.get("state"))) {
        return Optional.of(
            new NodeRecord(
                state,
                text.get("node"),
                text.get("run_id"),
                text.number("since"),
                text.get("way"),
                text.get("from")));
      }
    }
    return Optional.empty();
  }

  /** The name that tells the copies of one token apart. */
  public static String nodeName(String datacenter, String rack) {
    return RecordText.current().with("node", datacenter + "/" + rack).get("node");
  }

  public State state() {
    return state;
  }

  public String node() {
    return node;
  }

  public String runId() {
    return runId;
  }

  /** Milliseconds since 1970; 0 unknown. */
  public long sinceEpochMillis() {
    return sinceEpochMillis;
  }

  public String way() {
    return way;
  }

  public String from() {
    return from;
  }

  /** Whether it was written for that node; otherwise it came with another one's data. */
  public boolean isOf(String nodeName) {
    return node.equals(nodeName);
  }

  /** Whether the Redis of that {@code run_id} is warm by it. */
  public boolean warm(String nowRunId) {
    return state == State.WARM && !runId.isEmpty() && runId.equals(nowRunId);
  }

  /** What the key holds. */
  public String text() {
    return RecordText.current()
        .with("state", state.name())
        .with("node", node)
        .with("run_id", runId)
        .with("since", String.valueOf(sinceEpochMillis))
        .with("way", way)
        .with("from", from)
        .toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
