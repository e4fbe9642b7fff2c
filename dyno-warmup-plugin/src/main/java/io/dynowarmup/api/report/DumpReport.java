// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Reports the current or the last dump of this node that this process has made. */
@Value.Immutable
public abstract class DumpReport {
  /** The state of a dump. */
  public enum State {
    /** No dump has been requested. */
    NONE,
    /** A dump is in progress. */
    RUNNING,
    /** The dump is complete, and its manifest is in the store. */
    DONE,
    /** The dump was ended early. The next one resumes it. */
    ABORTED,
    /** The dump failed; the reason says why. The next one resumes it if that is possible. */
    FAILED
  }

  DumpReport() {}

  /** Returns the report before the first dump. */
  public static DumpReport none() {
    return new Builder().state(State.NONE).build();
  }

  /** Returns the state of the dump. */
  public abstract State state();

  /**
   * Returns why the dump failed or was ended, or why old dumps were not removed after it. Empty if
   * there is nothing to say.
   */
  @Value.Default
  public String reason() {
    return "";
  }

  /** Returns the id of the dump in its store; empty until it is complete. */
  public abstract Optional<String> id();

  /** Returns the start in milliseconds since 1970; empty if there was no dump. */
  public abstract OptionalLong startedEpochMillis();

  /** Returns the duration in milliseconds. */
  @Value.Default
  public long elapsedMillis() {
    return 0;
  }

  /** Returns the number of names that were listed; a name may count twice. */
  @Value.Default
  public long names() {
    return 0;
  }

  /** Returns the number of keys in the stored chunks. */
  @Value.Default
  public long keys() {
    return 0;
  }

  /** Returns the number of stored chunks. */
  @Value.Default
  public long chunks() {
    return 0;
  }

  /** Returns the size of the stored chunks in bytes. */
  @Value.Default
  public long bytes() {
    return 0;
  }

  /** Returns the number of keys that were left out. */
  @Value.Default
  public long leftOut() {
    return 0;
  }

  /** Returns when this process last completed a dump, in milliseconds since 1970. */
  public abstract OptionalLong lastDoneEpochMillis();

  /** Returns the dump as one line. */
  public String text() {
    if (state() == State.NONE) {
      return "NONE: no dump has been made since this process began";
    }
    return state()
        + ": "
        + id().map(i -> i + ", ").orElse("")
        + Units.keys(keys())
        + " in "
        + Units.count(chunks(), "chunk")
        + ", "
        + Units.bytes(bytes())
        + ", "
        + Units.time(elapsedMillis())
        + (leftOut() == 0 ? "" : ", " + leftOut() + " left out")
        + (reason().isEmpty() ? "" : ": " + reason());
  }

  @Override
  public String toString() {
    return text();
  }

  /** Collects the parts of a report. */
  public static final class Builder extends ImmutableDumpReport.Builder {}
}
