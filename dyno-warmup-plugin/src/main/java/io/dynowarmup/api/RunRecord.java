// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** Summarizes a run that is over. A value that is unknown is empty. */
@Value.Immutable
public abstract class RunRecord {
  RunRecord() {}

  /**
   * Returns the record of a run.
   *
   * @param status the status of a run that is over
   * @throws IllegalArgumentException if the run is not over
   */
  public static RunRecord of(WarmupStatus status) {
    String id = status.runId().orElse("");
    return new Builder()
        .runId(id)
        .outcome(
            status
                .outcome()
                .orElseThrow(() -> new IllegalArgumentException("run " + id + " is not over")))
        .trigger(status.trigger())
        .startedEpochMillis(status.startedEpochMillis().orElse(0))
        .elapsedMillis(status.elapsedMillis())
        .reason(status.reason())
        .reasonCode(status.reasonCode())
        .requestedBy(status.requestedBy())
        .source(status.source().map(p -> p.redis().toString()))
        .sources(
            status.sources().stream().map(p -> p.redis().toString()).collect(Collectors.toList()))
        .strategy(status.strategy())
        .bytes(status.progress().bytesDone())
        .keys(status.keys())
        .writesOnlyMillis(status.handOver().writesOnlyMillis())
        .compared(status.proof().text())
        .build();
  }

  /** Returns the id of the run. */
  public abstract String runId();

  /** Returns what started the run. */
  @Value.Default
  public WarmupRequest.Trigger trigger() {
    return WarmupRequest.Trigger.MANUAL;
  }

  /** Returns who asked for the run, such as {@code JMX user ops}; empty if unknown. */
  @Value.Default
  public String requestedBy() {
    return "";
  }

  /** Returns when the run started, in milliseconds since 1970. */
  @Value.Default
  public long startedEpochMillis() {
    return 0;
  }

  /** Returns the duration of the run in milliseconds. */
  @Value.Default
  public long elapsedMillis() {
    return 0;
  }

  /** Returns how the run ended. */
  public abstract WarmupOutcome outcome();

  /** Returns why the run ended with this outcome; empty if it ended well. */
  @Value.Default
  public String reason() {
    return "";
  }

  /** Returns the reason for code that distinguishes cases; empty if it ended well or is unknown. */
  public abstract Optional<WarmupException.Reason> reasonCode();

  /**
   * Returns {@code host:port} of the source's Redis, the last one of a copy in parts; empty if
   * there was no source.
   */
  public abstract Optional<String> source();

  /** Returns {@code host:port} of the Redis of each source; the last one is {@link #source()}. */
  @Value.Default
  public List<String> sources() {
    return source().map(Collections::singletonList).orElseGet(Collections::emptyList);
  }

  /** Returns the name of the strategy; empty if none was chosen. */
  public abstract Optional<String> strategy();

  /** Returns the bytes of the bulk that arrived. */
  public abstract OptionalLong bytes();

  /** Returns the number of keys on the node at the end. */
  public abstract OptionalLong keys();

  /** Returns how long Dynomite was in WRITES_ONLY, in milliseconds; empty if it was not. */
  public abstract OptionalLong writesOnlyMillis();

  /** Returns what was compared with the source at the end; empty if nothing was. */
  @Value.Default
  public String compared() {
    return "";
  }

  @Override
  public String toString() {
    return "run " + runId() + " " + outcome() + (reason().isEmpty() ? "" : ": " + reason());
  }

  /** Collects the known facts of a record. */
  public static final class Builder extends ImmutableRunRecord.Builder {}
}
