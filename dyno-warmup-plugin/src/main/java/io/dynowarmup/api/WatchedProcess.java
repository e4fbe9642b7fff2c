// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** What is known of Redis or Dynomite of this node by whoever watches that they live. Immutable. */
public final class WatchedProcess {
  private final String name;
  private final String state;
  private final long sinceEpochMillis;
  private final int restarts;
  private final String text;

  /**
   * @param name Redis or Dynomite
   * @param state of Redis: UP, REPLICA (of somebody else's choice), LOADING, LOCKED (it does not
   *     let us in), DOWN; of Dynomite its state, or DOWN; of both: UNKNOWN before the first look,
   *     SUSPENDED during a run
   * @param sinceEpochMillis when the state was first seen, milliseconds since 1970; -1 never
   * @param restarts by the watch, since it last lived for ten minutes
   * @param text why it is not as it should be, and what is done; may be empty
   */
  public WatchedProcess(
      String name, String state, long sinceEpochMillis, int restarts, String text) {
    this.name = Objects.requireNonNull(name);
    this.state = Objects.requireNonNull(state);
    this.sinceEpochMillis = sinceEpochMillis;
    this.restarts = restarts;
    this.text = Objects.requireNonNull(text);
  }

  public String name() {
    return name;
  }

  public String state() {
    return state;
  }

  /** When the state was first seen, milliseconds since 1970; -1 never. */
  public long sinceEpochMillis() {
    return sinceEpochMillis;
  }

  public int restarts() {
    return restarts;
  }

  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return name + " " + state + (text.isEmpty() ? "" : ": " + text);
  }
}
