// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.RunRecord;
import javax.management.openmbean.CompositeData;

/** A run that is over, as JMX shows it. What nobody knows is -1 or empty. */
public final class RunView {
  private final String runId;
  private final String trigger;
  private final String outcome;
  private final String reason;
  private final String source;
  private final String strategy;
  private final String compared;
  private final long[] numbers;

  /**
   * @param texts runId, trigger, outcome, reason, source, strategy, compared
   * @param numbers startedEpochMillis, elapsedMillis, bytes, keys, writesOnlyMillis
   */
  private RunView(String[] texts, long... numbers) {
    this.runId = texts[0];
    this.trigger = texts[1];
    this.outcome = texts[2];
    this.reason = texts[3];
    this.source = texts[4];
    this.strategy = texts[5];
    this.compared = texts[6];
    this.numbers = numbers;
  }

  static RunView of(RunRecord r) {
    return new RunView(
        new String[] {
          r.runId(),
          r.trigger().name(),
          r.outcome().name(),
          r.reason(),
          r.source(),
          r.strategy(),
          r.compared()
        },
        r.startedEpochMillis(),
        r.elapsedMillis(),
        r.bytes(),
        r.keys(),
        r.writesOnlyMillis());
  }

  /** For proxies of the bean: JMX looks for a method of this name. */
  public static RunView from(CompositeData data) {
    return new RunView(
        new String[] {
          (String) data.get("runId"),
          (String) data.get("trigger"),
          (String) data.get("outcome"),
          (String) data.get("reason"),
          (String) data.get("source"),
          (String) data.get("strategy"),
          (String) data.get("compared")
        },
        (Long) data.get("startedEpochMillis"),
        (Long) data.get("elapsedMillis"),
        (Long) data.get("bytes"),
        (Long) data.get("keys"),
        (Long) data.get("writesOnlyMillis"));
  }

  public String getRunId() {
    return runId;
  }

  /** STARTUP or MANUAL. */
  public String getTrigger() {
    return trigger;
  }

  /** WARMED, PARTIAL, ABORTED, FAILED or SKIPPED. */
  public String getOutcome() {
    return outcome;
  }

  /** Why it ended so; empty when it ended well. */
  public String getReason() {
    return reason;
  }

  /** {@code host:port} of the Redis that data came from; empty when there was none. */
  public String getSource() {
    return source;
  }

  public String getStrategy() {
    return strategy;
  }

  /** What was compared with the source at the end; empty when nothing was. */
  public String getCompared() {
    return compared;
  }

  /** Milliseconds since 1970. */
  public long getStartedEpochMillis() {
    return numbers[0];
  }

  public long getElapsedMillis() {
    return numbers[1];
  }

  /** Bytes of the bulk that arrived; -1 unknown. */
  public long getBytes() {
    return numbers[2];
  }

  /** Keys that the node held at the end; -1 unknown. */
  public long getKeys() {
    return numbers[3];
  }

  /** How long Dynomite was in WRITES_ONLY; -1 when it was not. */
  public long getWritesOnlyMillis() {
    return numbers[4];
  }
}
