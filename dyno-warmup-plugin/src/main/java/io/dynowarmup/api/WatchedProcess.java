// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** Describes Redis or Dynomite of this node as the supervisor knows it. Immutable. */
public final class WatchedProcess {
  private final String name;
  private final String state;
  private final long sinceEpochMillis;
  private final int restarts;
  private final String text;

  /**
   * Creates a description.
   *
   * @param name {@code Redis} or {@code Dynomite}
   * @param state for Redis: UP, REPLICA (not made by this library), LOADING, LOCKED (it refuses our
   *     login) or DOWN; for Dynomite: its state or DOWN; for both: UNKNOWN before the first probe
   *     and SUSPENDED during a run
   * @param sinceEpochMillis when the state was first seen, in milliseconds since 1970; -1 if never
   * @param restarts restarts by the supervisor since the process last ran for ten minutes
   * @param text what is wrong and what is being done about it; may be empty
   */
  public WatchedProcess(
      String name, String state, long sinceEpochMillis, int restarts, String text) {
    this.name = Objects.requireNonNull(name);
    this.state = Objects.requireNonNull(state);
    this.sinceEpochMillis = sinceEpochMillis;
    this.restarts = restarts;
    this.text = Objects.requireNonNull(text);
  }

  /** Returns {@code Redis} or {@code Dynomite}. */
  public String name() {
    return name;
  }

  /** Returns the state; the constructor lists the values. */
  public String state() {
    return state;
  }

  /** Returns when the state was first seen, in milliseconds since 1970; -1 if never. */
  public long sinceEpochMillis() {
    return sinceEpochMillis;
  }

  /**
   * Returns the number of restarts by the supervisor since the process last ran for ten minutes.
   */
  public int restarts() {
    return restarts;
  }

  /** Returns what is wrong and what is being done about it; may be empty. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return name + " " + state + (text.isEmpty() ? "" : ": " + text);
  }
}
