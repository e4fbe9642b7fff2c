// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.RunRecord;
import javax.management.openmbean.CompositeData;

/** Shows a run that is over over JMX. An unknown value is -1 or empty. Immutable. */
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
   * Creates a view.
   *
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

  /** Creates a view for proxies of the bean; JMX requires a method of this name. */
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

  /** Returns STARTUP or MANUAL. */
  public String getTrigger() {
    return trigger;
  }

  /** Returns WARMED, PARTIAL, ABORTED, FAILED or SKIPPED. */
  public String getOutcome() {
    return outcome;
  }

  /** Returns why the run ended with this outcome; empty if it ended well. */
  public String getReason() {
    return reason;
  }

  /** Returns {@code host:port} of the source's Redis; empty if there was no source. */
  public String getSource() {
    return source;
  }

  public String getStrategy() {
    return strategy;
  }

  /** Returns what was compared with the source at the end; empty if nothing was. */
  public String getCompared() {
    return compared;
  }

  /** Returns the start in milliseconds since 1970. */
  public long getStartedEpochMillis() {
    return numbers[0];
  }

  public long getElapsedMillis() {
    return numbers[1];
  }

  /** Returns the bytes of the bulk that arrived; -1 if unknown. */
  public long getBytes() {
    return numbers[2];
  }

  /** Returns the number of keys on the node at the end; -1 if unknown. */
  public long getKeys() {
    return numbers[3];
  }

  /** Returns how long Dynomite was in WRITES_ONLY, in milliseconds; -1 if it was not. */
  public long getWritesOnlyMillis() {
    return numbers[4];
  }
}
