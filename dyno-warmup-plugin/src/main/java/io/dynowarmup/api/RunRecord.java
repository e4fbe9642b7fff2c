// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A run that is over, in short. What nobody knows is -1 or empty. Immutable. */
public final class RunRecord {
  private final String runId;
  private final WarmupRequest.Trigger trigger;
  private final long startedEpochMillis;
  private final long elapsedMillis;
  private final WarmupOutcome outcome;
  private final String reason;
  private final String source;
  private final String strategy;
  private final long bytes;
  private final long keys;
  private final long writesOnlyMillis;
  private final String compared;

  private RunRecord(Builder b) {
    runId = b.runId;
    trigger = b.trigger;
    startedEpochMillis = b.startedEpochMillis;
    elapsedMillis = b.elapsedMillis;
    outcome = b.outcome;
    reason = b.reason;
    source = b.source;
    strategy = b.strategy;
    bytes = b.bytes;
    keys = b.keys;
    writesOnlyMillis = b.writesOnlyMillis;
    compared = b.compared;
  }

  /**
   * @param status of a run that is over
   * @throws IllegalArgumentException when it is not
   */
  public static RunRecord of(WarmupStatus status) {
    WarmupOutcome outcome =
        status
            .outcome()
            .orElseThrow(
                () -> new IllegalArgumentException("run " + status.runId() + " is not over"));
    return new Builder(status.runId(), outcome)
        .trigger(status.trigger())
        .times(status.startedEpochMillis(), status.elapsedMillis())
        .reason(status.reason())
        .source(status.source().map(p -> p.redis().toString()).orElse(""))
        .strategy(status.strategy())
        .data(status.progress().bytesDone(), status.keys())
        .writesOnlyMillis(status.handOver().writesOnlyMillis())
        .compared(status.proof().text())
        .build();
  }

  public String runId() {
    return runId;
  }

  public WarmupRequest.Trigger trigger() {
    return trigger;
  }

  /** Milliseconds since 1970. */
  public long startedEpochMillis() {
    return startedEpochMillis;
  }

  public long elapsedMillis() {
    return elapsedMillis;
  }

  public WarmupOutcome outcome() {
    return outcome;
  }

  /** Why it ended so; empty when it ended well. */
  public String reason() {
    return reason;
  }

  /** {@code host:port} of the Redis that data came from; empty when there was none. */
  public String source() {
    return source;
  }

  public String strategy() {
    return strategy;
  }

  /** Bytes of the bulk that arrived; -1 unknown. */
  public long bytes() {
    return bytes;
  }

  /** Keys that the node held at the end; -1 unknown. */
  public long keys() {
    return keys;
  }

  /** How long Dynomite was in WRITES_ONLY; -1 when it was not. */
  public long writesOnlyMillis() {
    return writesOnlyMillis;
  }

  /** What was compared with the source at the end; empty when nothing was. */
  public String compared() {
    return compared;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RunRecord && ((RunRecord) o).fields().equals(fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  private List<Object> fields() {
    return Arrays.asList(
        runId,
        trigger,
        startedEpochMillis,
        elapsedMillis,
        outcome,
        reason,
        source,
        strategy,
        bytes,
        keys,
        writesOnlyMillis,
        compared);
  }

  @Override
  public String toString() {
    return "run " + runId + " " + outcome + (reason.isEmpty() ? "" : ": " + reason);
  }

  /** Collects what is known. */
  public static final class Builder {
    private final String runId;
    private final WarmupOutcome outcome;
    private WarmupRequest.Trigger trigger = WarmupRequest.Trigger.MANUAL;
    private long startedEpochMillis;
    private long elapsedMillis;
    private String reason = "";
    private String source = "";
    private String strategy = "";
    private long bytes = -1;
    private long keys = -1;
    private long writesOnlyMillis = -1;
    private String compared = "";

    public Builder(String runId, WarmupOutcome outcome) {
      this.runId = Objects.requireNonNull(runId);
      this.outcome = Objects.requireNonNull(outcome);
    }

    public Builder trigger(WarmupRequest.Trigger value) {
      trigger = Objects.requireNonNull(value);
      return this;
    }

    public Builder times(long startedEpoch, long elapsed) {
      startedEpochMillis = startedEpoch;
      elapsedMillis = elapsed;
      return this;
    }

    public Builder reason(String value) {
      reason = Objects.requireNonNull(value);
      return this;
    }

    public Builder source(String value) {
      source = Objects.requireNonNull(value);
      return this;
    }

    public Builder strategy(String value) {
      strategy = Objects.requireNonNull(value);
      return this;
    }

    public Builder data(long bytesArrived, long keysAtEnd) {
      bytes = bytesArrived;
      keys = keysAtEnd;
      return this;
    }

    public Builder writesOnlyMillis(long value) {
      writesOnlyMillis = value;
      return this;
    }

    public Builder compared(String value) {
      compared = Objects.requireNonNull(value);
      return this;
    }

    public RunRecord build() {
      return new RunRecord(this);
    }
  }
}
