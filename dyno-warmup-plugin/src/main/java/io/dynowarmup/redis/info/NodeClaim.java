// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * The run that works on a node, stored under the key {@link OwnKeys#CLAIM} in the node's own Redis.
 * The key expires a few seconds after the run is killed.
 */
@Value.Immutable(builder = false)
public abstract class NodeClaim {
  NodeClaim() {}

  /**
   * Creates a claim without a source.
   *
   * @param owner identifies the state file
   * @param runId {@code run_id} of the node's Redis
   * @param process description of the process, for display
   */
  public static NodeClaim of(String owner, String runId, long sinceEpochMillis, String process) {
    return ImmutableNodeClaim.of(owner, runId, sinceEpochMillis, process, "", "");
  }

  /** Parses a claim; empty if the text is not a claim. */
  public static Optional<NodeClaim> parse(String line) {
    RecordText text = RecordText.parse(line);
    return text.get("owner").isEmpty()
        ? Optional.empty()
        : Optional.of(
            ImmutableNodeClaim.of(
                text.get("owner"),
                text.get("run_id"),
                text.number("since"),
                text.get("by"),
                text.get("way"),
                text.get("from")));
  }

  /** Returns this claim for another process of the same Redis. */
  public NodeClaim movedTo(String nowRunId) {
    return with(nowRunId, way(), from());
  }

  /** Returns this claim with strategy and source, once they are known. */
  public NodeClaim by(String strategy, String source) {
    return with(runId(), strategy, source);
  }

  private NodeClaim with(String nowRunId, String strategy, String source) {
    return ImmutableNodeClaim.of(
        owner(), nowRunId, sinceEpochMillis(), process(), strategy, source);
  }

  public abstract String owner();

  abstract String runId();

  abstract long sinceEpochMillis();

  abstract String process();

  /** Returns the strategy; empty until it is chosen. */
  abstract String way();

  /** Returns the source; empty until one is chosen. */
  public abstract String from();

  /**
   * Returns whether the claim belongs to the Redis with this {@code run_id}. Otherwise it was
   * copied with another node's data.
   */
  public boolean in(String nowRunId) {
    return runId().equals(nowRunId);
  }

  /** Returns the value of the key. */
  public String text() {
    return RecordText.current()
        .with("owner", owner())
        .with("run_id", runId())
        .with("since", String.valueOf(sinceEpochMillis()))
        .with("by", process())
        .with("way", way())
        .with("from", from())
        .toString();
  }

  /** Returns a text such as "process 4711@host, delta from 10.0.0.2:22122". */
  @Override
  public String toString() {
    return "process " + process() + (from().isEmpty() ? "" : ", " + way() + " from " + from());
  }
}
