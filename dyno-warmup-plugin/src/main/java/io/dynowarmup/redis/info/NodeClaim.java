// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Optional;

/**
 * Which run works on a node, in the key {@link OwnKeys#CLAIM} of the node's own Redis. It expires
 * some seconds after the run was killed. Immutable.
 */
public final class NodeClaim {
  private final String owner;
  private final String runId;
  private final long sinceEpochMillis;
  private final String process;
  private final String way;
  private final String from;

  private NodeClaim(
      String owner, String runId, long sinceEpochMillis, String process, String way, String from) {
    this.owner = owner;
    this.runId = runId;
    this.sinceEpochMillis = sinceEpochMillis;
    this.process = process;
    this.way = way;
    this.from = from;
  }

  /**
   * @param owner tells one state file from another
   * @param runId of the node's Redis
   * @param process for a person
   */
  public static NodeClaim of(String owner, String runId, long sinceEpochMillis, String process) {
    return new NodeClaim(owner, runId, sinceEpochMillis, process, "", "");
  }

  /** Empty when the text is no claim. */
  public static Optional<NodeClaim> parse(String line) {
    RecordText text = RecordText.parse(line);
    return text.get("owner").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NodeClaim(
                text.get("owner"),
                text.get("run_id"),
                text.number("since"),
                text.get("by"),
                text.get("way"),
                text.get("from")));
  }

  /** The same, in another process of Redis. */
  public NodeClaim movedTo(String nowRunId) {
    return new NodeClaim(owner, nowRunId, sinceEpochMillis, process, way, from);
  }

  /** The same, once the source is known. */
  public NodeClaim by(String strategy, String source) {
    return new NodeClaim(owner, runId, sinceEpochMillis, process, strategy, source);
  }

  public String owner() {
    return owner;
  }

  public String runId() {
    return runId;
  }

  /** The source; empty until there is one. */
  public String from() {
    return from;
  }

  /** Whether it is of a run on the Redis of that {@code run_id}, and did not come with a copy. */
  public boolean in(String nowRunId) {
    return runId.equals(nowRunId);
  }

  /** What the key holds. */
  public String text() {
    return RecordText.current()
        .with("owner", owner)
        .with("run_id", runId)
        .with("since", String.valueOf(sinceEpochMillis))
        .with("by", process)
        .with("way", way)
        .with("from", from)
        .toString();
  }

  /** Such as "process 4711@host, delta from 10.0.0.2:22122". */
  @Override
  public String toString() {
    return "process " + process + (from.isEmpty() ? "" : ", " + way + " from " + from);
  }
}
