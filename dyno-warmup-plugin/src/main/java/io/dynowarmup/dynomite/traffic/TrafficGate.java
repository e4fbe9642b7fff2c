// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Sets Dynomite's state and holds it.
 *
 * <p>Dynomite answers OK to every request, so each change is confirmed by reading the state. Gossip
 * sets the state back to NORMAL, so the state is {@linkplain #reassert() checked again} as long as
 * it is held.
 *
 * <p>A Dynomite that is starting is only probed. Its admin port answers before its list of peers
 * exists. A change of state at that moment ends it with a segmentation fault (seen in 1 of 16
 * starts of version 0.6.21-rc2). Thread-safe.
 */
public final class TrafficGate {
  private static final long RETRY_MILLIS = 2;
  private final Ticker ticker;
  private final StartGuard guard;
  private final DynomiteAdmin admin;
  private final Pause pause;
  private volatile DynomiteState held;
  private volatile OptionalLong openedNanos = OptionalLong.empty();
  private volatile Consumer<DynomiteState> confirmed = state -> {};

  public TrafficGate(DynomiteAdmin admin, Ticker ticker, Pause pause) {
    this.ticker = ticker;
    this.guard = new StartGuard(ticker);
    this.admin = admin;
    this.pause = pause;
  }

  /**
   * Sets the listener of confirmed states.
   *
   * @param listener receives each confirmed state before {@link #hold} returns; must not wait
   */
  public void onConfirmed(Consumer<DynomiteState> listener) {
    confirmed = listener;
  }

  /**
   * Sets the state and confirms it. Repeats this until the deadline, at least once. From now on
   * this state is held, even if it could not be confirmed.
   *
   * <p>A Dynomite that is starting is probed every 2 ms, so that the NORMAL at the end of the start
   * lasts no longer than that.
   *
   * @param signal ends the wait; {@link CancelSignal#never()} if the wait must not be cut short
   * @throws WarmupException DYNOMITE_STATE if Dynomite reports another state at the deadline;
   *     DYNOMITE_UNREACHABLE if it does not answer; ABORTED by the signal or an interrupt
   */
  public synchronized void hold(DynomiteState state, Deadline deadline, CancelSignal signal) {
    opens(state);
    held = state;
    for (; ; ) {
      DynomiteState seen = admin.state();
      Optional<WarmupException> failure = Optional.empty();
      if (guard.mayBeSet(seen)) {
        failure = ask(state);
        seen = failure.isPresent() ? DynomiteState.UNREACHABLE : admin.state();
      }
      if (seen == state) {
        confirmed.accept(state);
        return;
      }
      if (deadline.passed()) {
        throw seen == DynomiteState.UNREACHABLE
            ? silent(state, failure.orElseGet(this::whyUnreachable))
            : notHeld(state, seen);
      }
      Wait.millis(pause, RETRY_MILLIS, signal, "Dynomite to be in " + state);
    }
  }

  private void opens(DynomiteState state) {
    if (state == DynomiteState.STANDBY) {
      openedNanos = OptionalLong.empty();
    } else if (!openedNanos.isPresent()) {
      openedNanos = OptionalLong.of(ticker.nanos());
    }
  }

  /**
   * Returns since when another state than STANDBY is held, as {@link Ticker#nanos}; empty if
   * STANDBY is held, so that Dynomite drops each write.
   */
  public OptionalLong openedNanos() {
    return openedNanos;
  }

  /**
   * Reads the state once. If it is not the held state, sets it again without waiting for the
   * effect. Does nothing if Dynomite does not answer or is starting, or if no state is held.
   *
   * @return the state that was read
   */
  public synchronized DynomiteState reassert() {
    DynomiteState seen = admin.state();
    DynomiteState wanted = held;
    if (wanted != null && seen != wanted && guard.mayBeSet(seen)) {
      ask(wanted);
    }
    return seen;
  }

  /**
   * Returns whether Dynomite has lost a connection to its Redis since its start, or could not open
   * one; false if its counters do not show it.
   */
  public boolean hasLostStorage() {
    try {
      return admin.info().storageFailures().orElse(0) > 0;
    } catch (WarmupException e) {
      return false;
    }
  }

  /** Holds a state that this node set earlier. Sends no request. */
  public synchronized void adopt(DynomiteState state) {
    held = state;
  }

  public boolean holds(DynomiteState state) {
    return held == state;
  }

  /** Returns the held state; empty if none is held. */
  public Optional<DynomiteState> held() {
    return Optional.ofNullable(held);
  }

  /** Stops holding a state. Dynomite keeps its current state. */
  public synchronized void release() {
    held = null;
  }

  private Optional<WarmupException> ask(DynomiteState state) {
    try {
      admin.request(state);
      return Optional.empty();
    } catch (WarmupException e) {
      return Optional.of(e);
    }
  }

  /**
   * Returns why the state could not be read, by requesting /info. The reading of the state itself
   * does not reveal the reason.
   */
  private WarmupException whyUnreachable() {
    try {
      admin.info();
      return new WarmupException(
          Reason.DYNOMITE_UNREACHABLE, "its admin port answers, but not with a state");
    } catch (WarmupException e) {
      return e;
    }
  }

  private static WarmupException silent(DynomiteState state, WarmupException why) {
    return new WarmupException(
        Reason.DYNOMITE_UNREACHABLE,
        "Dynomite could not be put into " + state + ": " + why.getMessage(),
        why);
  }

  private static WarmupException notHeld(DynomiteState state, DynomiteState seen) {
    return new WarmupException(
        Reason.DYNOMITE_STATE,
        "Dynomite was set to "
            + state
            + " and reports "
            + (seen == DynomiteState.OTHER ? "another state, as it does while starting" : seen)
            + "; check whether it has started, and whether gossip or another tool sets its state");
  }
}
