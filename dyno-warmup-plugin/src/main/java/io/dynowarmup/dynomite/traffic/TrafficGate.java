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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Puts Dynomite into a state and keeps it there. Dynomite answers OK to whatever it is told, so
 * each change is confirmed by reading; gossip sets the state back to NORMAL, so it is {@linkplain
 * #reassert() looked at again} for as long as it is meant to hold. A Dynomite that is still
 * starting is only looked at: its admin port answers before its list of peers exists, and a change
 * of state in that moment ends it with a segmentation fault (seen in 1 of 16 starts of version
 * 0.6.21-rc2). Safe for several threads.
 */
public final class TrafficGate {
  private static final long RETRY_MILLIS = 2;
  private final StartGuard guard;
  private final DynomiteAdmin admin;
  private final Pause pause;
  private volatile DynomiteState held;
  private volatile Consumer<DynomiteState> confirmed = state -> {};
  private final AtomicLong resets = new AtomicLong();

  public TrafficGate(DynomiteAdmin admin, Ticker ticker, Pause pause) {
    this.guard = new StartGuard(ticker);
    this.admin = admin;
    this.pause = pause;
  }

  /**
   * @param listener is told each state that has been confirmed, before the one who asked for it:
   *     never waits
   */
  public void onConfirmed(Consumer<DynomiteState> listener) {
    confirmed = listener;
  }

  /**
   * Sets the state and confirms it, again and again until the deadline; tried at least once. From
   * now on this is the state that is held, even when it could not be confirmed.
   *
   * @param signal ends the wait; {@link CancelSignal#never()} where it has to come true
   * @throws WarmupException DYNOMITE_STATE when another state is what Dynomite says at the
   *     deadline, DYNOMITE_UNREACHABLE when it says nothing, ABORTED by the signal or an interrupt
   */
  public synchronized void hold(DynomiteState state, Deadline deadline, CancelSignal signal) {
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

  /**
   * Sets the state as soon as a Dynomite that is being started can take it, and confirms it: looks
   * every 2 ms, so that the NORMAL that its start ends with lasts no longer.
   *
   * @throws WarmupException as {@link #hold}
   */
  public void awaitFirstAnswer(DynomiteState state, Deadline deadline, CancelSignal signal) {
    hold(state, deadline, signal);
  }

  /**
   * Reads the state once; when it is not the one that is held, sets it again without waiting for
   * the effect. Does nothing to a Dynomite that does not answer or is still starting, or while
   * nothing is held.
   *
   * @return what it found
   */
  public synchronized DynomiteState reassert() {
    DynomiteState seen = admin.state();
    DynomiteState wanted = held;
    if (wanted != null && seen != wanted && guard.mayBeSet(seen)) {
      resets.incrementAndGet();
      ask(wanted);
    }
    return seen;
  }

  /** It is in this state because we have put it there earlier; asks and changes nothing. */
  public synchronized void adopt(DynomiteState state) {
    held = state;
  }

  public boolean holds(DynomiteState state) {
    return held == state;
  }

  /** The state that is held now, or empty. */
  public Optional<DynomiteState> held() {
    return Optional.ofNullable(held);
  }

  /** How often {@link #reassert()} found another state than the one that is held. */
  public long resets() {
    return resets.get();
  }

  /** Nothing is held any more; Dynomite keeps the state that it has. */
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

  /** The reading of a state does not tell why it could not be read; the reading of /info does. */
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
        "Dynomite was asked to be in "
            + state
            + " and says that it is in "
            + (seen == DynomiteState.OTHER ? "another state, as while it starts" : seen)
            + "; check whether it has started, and whether gossip or somebody else sets its state");
  }
}
