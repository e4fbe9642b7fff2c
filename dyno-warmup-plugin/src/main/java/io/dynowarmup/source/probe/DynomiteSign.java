// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import org.immutables.value.Value;

/** What a peer's Dynomite shows when it is probed from this node. */
@Value.Immutable(builder = false)
public abstract class DynomiteSign {
  /** The result of the probe. */
  enum State {
    /** Its client port answers as in state NORMAL. */
    SERVES,
    /** It is known not to receive the cluster's writes, or not to serve. */
    DOES_NOT_SERVE,
    /** The state is unknown. */
    UNKNOWN
  }

  static final DynomiteSign NOT_ASKED = unknown("");

  DynomiteSign() {}

  public static DynomiteSign normal() {
    return ImmutableDynomiteSign.of(State.SERVES, "", false, false, false);
  }

  public static DynomiteSign doesNotServe(String text) {
    return ImmutableDynomiteSign.of(State.DOES_NOT_SERVE, text, false, false, false);
  }

  /** Returns the sign of a Dynomite in RESUMING: it refuses reads and sends writes to Redis. */
  public static DynomiteSign resuming(String text) {
    return ImmutableDynomiteSign.of(State.DOES_NOT_SERVE, text, false, false, true);
  }

  public static DynomiteSign unknown(String text) {
    return ImmutableDynomiteSign.of(State.UNKNOWN, text, false, false, false);
  }

  abstract State state();

  /** Returns a part of a sentence; empty if the Dynomite serves or was not probed. */
  public abstract String text();

  /** Returns whether the peer's {@code dyn_listen} port accepted no connection. */
  public abstract boolean isAbsent();

  /** Returns whether the client port did not answer in time. */
  abstract boolean isSilent();

  /** Returns whether its admin port says RESUMING. */
  public abstract boolean isResuming();

  /** Returns this result for a peer whose {@code dyn_listen} port accepted no connection. */
  public DynomiteSign absent() {
    return ImmutableDynomiteSign.of(state(), text(), true, isSilent(), isResuming());
  }

  /** Returns this result for a client port that did not answer in time. */
  DynomiteSign silent() {
    return ImmutableDynomiteSign.of(state(), text(), isAbsent(), true, isResuming());
  }

  boolean isKnown() {
    return state() != State.UNKNOWN;
  }

  public boolean serves() {
    return state() == State.SERVES;
  }

  public boolean doesNotServe() {
    return state() == State.DOES_NOT_SERVE;
  }
}
