// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

/** What a peer's Dynomite shows when it is probed from this node. Immutable. */
public final class DynomiteSign {
  /** The result of the probe. */
  enum State {
    /** Its client port answers as in state NORMAL. */
    SERVES,
    /** It is known not to receive the cluster's writes, or not to serve. */
    DOES_NOT_SERVE,
    /** The state is unknown. */
    UNKNOWN
  }

  static final DynomiteSign NOT_ASKED = new DynomiteSign(State.UNKNOWN, "", false);

  private final State state;
  private final String text;
  private final boolean absent;

  private DynomiteSign(State state, String text, boolean absent) {
    this.state = state;
    this.text = text;
    this.absent = absent;
  }

  public static DynomiteSign normal() {
    return new DynomiteSign(State.SERVES, "", false);
  }

  public static DynomiteSign doesNotServe(String text) {
    return new DynomiteSign(State.DOES_NOT_SERVE, text, false);
  }

  public static DynomiteSign unknown(String text) {
    return new DynomiteSign(State.UNKNOWN, text, false);
  }

  /** Returns this result for a peer whose {@code dyn_listen} port accepted no connection. */
  public DynomiteSign absent() {
    return new DynomiteSign(state, text, true);
  }

  public boolean isAbsent() {
    return absent;
  }

  boolean isKnown() {
    return state != State.UNKNOWN;
  }

  public boolean serves() {
    return state == State.SERVES;
  }

  public boolean doesNotServe() {
    return state == State.DOES_NOT_SERVE;
  }

  /** Returns a part of a sentence; empty if the Dynomite serves or was not probed. */
  public String text() {
    return text;
  }
}
