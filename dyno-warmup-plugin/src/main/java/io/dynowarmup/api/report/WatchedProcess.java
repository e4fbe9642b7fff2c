// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import java.util.OptionalLong;
import org.immutables.value.Value;

/** Describes Redis or Dynomite of this node as the supervisor knows it. */
@Value.Immutable
public abstract class WatchedProcess {
  WatchedProcess() {}

  /** Returns {@code Redis} or {@code Dynomite}. */
  public abstract String name();

  /**
   * Returns the state. For Redis: UP, REPLICA (not made by this library), LOADING, LOCKED (it
   * refuses our login) or DOWN; for Dynomite: its state or DOWN; for both: UNKNOWN before the first
   * probe and SUSPENDED during a run.
   */
  public abstract String state();

  /** Returns when the state was first seen, in milliseconds since 1970; empty if never. */
  public abstract OptionalLong sinceEpochMillis();

  /**
   * Returns the number of restarts by the supervisor since the process last ran for ten minutes.
   */
  @Value.Default
  public int restarts() {
    return 0;
  }

  /** Returns what is wrong and what is being done about it; may be empty. */
  @Value.Default
  public String text() {
    return "";
  }

  @Override
  public String toString() {
    return name() + " " + state() + (text().isEmpty() ? "" : ": " + text());
  }

  /** Collects what is known of a process. */
  public static final class Builder extends ImmutableWatchedProcess.Builder {}
}
