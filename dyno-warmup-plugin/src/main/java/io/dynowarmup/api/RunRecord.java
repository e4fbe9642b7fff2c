// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Summarizes a run that is over. An unknown value is -1 or empty. Immutable. */
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
   * Returns the record of a run.
   *
   * @param status the status of a run that is over
   * @throws IllegalArgumentException if the run is not over
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

  /** Returns the id of the run. */
  public String runId() {
    return runId;
  }

  /** Returns what started the run. */
  public WarmupRequest.Trigger trigger() {
    return trigger;
  }

  /** Returns when the run started, in milliseconds since 1970. */
  public long startedEpochMillis() {
    return startedEpochMillis;
  }

  /** Returns the duration of the run in milliseconds. */
  public long elapsedMillis() {
    return elapsedMillis;
  }

  /** Returns how the run ended. */
  public WarmupOutcome outcome() {
    return outcome;
  }

  /** Returns why the run ended with this outcome; empty if it ended well. */
  public String reason() {
    return reason;
  }

  /** Returns {@code host:port} of the source's Redis; empty if there was no source. */
  public String source() {
    return source;
  }

  /** Returns the name of the strategy; empty if none was chosen. */
  public String strategy() {
    return strategy;
  }

  /** Returns the bytes of the bulk that arrived; -1 if unknown. */
  public long bytes() {
    return bytes;
  }

  /** Returns the number of keys on the node at the end; -1 if unknown. */
  public long keys() {
    return keys;
  }

  /** Returns how long Dynomite was in WRITES_ONLY, in milliseconds; -1 if it was not. */
  public long writesOnlyMillis() {
    return writesOnlyMillis;
  }

  /** Returns what was compared with the source at the end; empty if nothing was. */
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

  /** Collects the known facts of a record. */
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

    /** Creates a builder for the run with this id and outcome. */
    public Builder(String runId, WarmupOutcome outcome) {
      this.runId = Objects.requireNonNull(runId);
      this.outcome = Objects.requireNonNull(outcome);
    }

    /** Sets what started the run. */
    public Builder trigger(WarmupRequest.Trigger value) {
      trigger = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the start and the duration of the run.
     *
     * @param startedEpoch milliseconds since 1970
     * @param elapsed duration in milliseconds
     */
    public Builder times(long startedEpoch, long elapsed) {
      startedEpochMillis = startedEpoch;
      elapsedMillis = elapsed;
      return this;
    }

    /** Sets why the run ended with this outcome. */
    public Builder reason(String value) {
      reason = Objects.requireNonNull(value);
      return this;
    }

    /** Sets {@code host:port} of the source's Redis. */
    public Builder source(String value) {
      source = Objects.requireNonNull(value);
      return this;
    }

    /** Sets the name of the strategy. */
    public Builder strategy(String value) {
      strategy = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets what arrived; -1 if unknown.
     *
     * @param bytesArrived bytes of the bulk that arrived
     * @param keysAtEnd keys on the node at the end
     */
    public Builder data(long bytesArrived, long keysAtEnd) {
      bytes = bytesArrived;
      keys = keysAtEnd;
      return this;
    }

    /** Sets how long Dynomite was in WRITES_ONLY, in milliseconds; -1 if it was not. */
    public Builder writesOnlyMillis(long value) {
      writesOnlyMillis = value;
      return this;
    }

    /** Sets what was compared with the source at the end. */
    public Builder compared(String value) {
      compared = Objects.requireNonNull(value);
      return this;
    }

    /** Returns the record. */
    public RunRecord build() {
      return new RunRecord(this);
    }
  }
}
