// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controls the node's own Dynomite during a run: takes it out of service, keeps it there, returns
 * it to service, and starts it if necessary.
 */
public final class LocalDynomite {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDynomite.class);
  private static final long STATE_MILLIS = 5_000;
  private static final long OPEN_MILLIS = 1_000;

  private final DynomiteAdmin admin;
  private final DynomiteProcess process;
  private final TrafficGate gate;
  private final QueueFlush queue;
  private final RedisNode local;
  private final Ticker ticker;
  private final long startMillis;
  private final DynomitePresence presence;
  private DynomiteState inService = DynomiteState.NORMAL;
  private String trouble = "";

  /**
   * @param startMillis time limit for the first answer of a Dynomite that was started
   */
  public LocalDynomite(
      DynomiteAdmin admin,
      DynomiteProcess process,
      TrafficGate gate,
      QueueFlush queue,
      RedisNode local,
      Ticker ticker,
      long startMillis) {
    this.admin = admin;
    this.process = process;
    this.gate = gate;
    this.queue = queue;
    this.local = local;
    this.ticker = ticker;
    this.startMillis = startMillis;
    this.presence = new DynomitePresence(admin, ticker);
  }

  /**
   * Sets the state that counts as in service. A node that has to stay closed is returned to
   * STANDBY, or to RESUMING, in which it takes writes.
   */
  public void inService(DynomiteState state) {
    inService = state;
  }

  /** Returns the state that counts as in service: NORMAL unless the node has to stay closed. */
  public DynomiteState inService() {
    return inService;
  }

  public TrafficGate gate() {
    return gate;
  }

  public QueueFlush queue() {
    return queue;
  }

  public DynomiteAdmin admin() {
    return admin;
  }

  /** Returns when Dynomite answered, was away and was started. */
  public DynomitePresence presence() {
    return presence;
  }

  public DynomiteProcess process() {
    return process;
  }

  public DynomiteState probe() {
    DynomiteState state = admin.state();
    presence.probed(state);
    return state;
  }

  /** Probes repeatedly until Dynomite answers or is certainly gone. */
  public DynomiteState probeRepeatedly() {
    DynomiteState found = probe();
    for (int probes = 1;
        probes < DynomitePresence.MOST_MISSES && found == DynomiteState.UNREACHABLE;
        probes++) {
      found = probe();
    }
    return found;
  }

  /**
   * Takes the node out of service. If another program left WRITES_ONLY behind, the queue is emptied
   * first: a later hand-over would replay it over newer values.
   */
  public void removeFromService(DynomiteState target, CancelSignal cancel) {
    DynomiteState found = probeRepeatedly();
    if (found == DynomiteState.UNREACHABLE) {
      if (process.canStart()) {
        startInto(target, cancel);
      }
      return;
    }
    boolean ours = gate.holds(found) && (found == target || found == DynomiteState.STANDBY);
    if (found != DynomiteState.NORMAL && found != DynomiteState.OTHER && !ours) {
      LOG.warn("Dynomite found in {}; emptying its queue", found);
      emptyQueue();
    }
    gate.hold(target, Deadline.after(ticker, STATE_MILLIS), cancel);
  }

  private void emptyQueue() {
    Deadline limit = Deadline.after(ticker, STATE_MILLIS);
    if (local.info("replication").replication().isMaster()) {
      queue.flushToMaster(limit);
    } else {
      queue.purgeFromReplica(limit);
    }
  }

  /**
   * Starts Dynomite and sets the state with its first answer. Until then, it would take traffic.
   */
  public void startInto(DynomiteState target, CancelSignal cancel) {
    LOG.info("Starting Dynomite in state {}", target);
    presence.starting();
    Deadline limit = Deadline.after(ticker, startMillis);
    process.start();
    gate.hold(target, limit.orLater(OPEN_MILLIS), cancel);
    presence.started(target);
  }

  /**
   * Checks at every poll that the state still holds and sets it again if it does not. Starts a
   * Dynomite that died.
   */
  public DynomiteState keep(DynomiteState target, CancelSignal cancel) {
    try {
      DynomiteState state = keepOrThrow(target, cancel);
      trouble = "";
      return state;
    } catch (WarmupException e) {
      if (e.reason() == WarmupException.Reason.ABORTED) {
        throw e;
      }
      // The copy continues: a replica refuses writes, whatever Dynomite lets through.
      if (!e.getMessage().equals(trouble)) {
        trouble = e.getMessage();
        LOG.warn("Cannot hold Dynomite in {}: {}", target, trouble);
      }
      return DynomiteState.OTHER;
    }
  }

  private DynomiteState keepOrThrow(DynomiteState target, CancelSignal cancel) {
    if (!gate.held().isPresent() && presence.answers()) {
      gate.hold(target, Deadline.after(ticker, STATE_MILLIS), cancel);
    }
    DynomiteState found = gate.held().isPresent() ? gate.reassert() : admin.state();
    boolean before = presence.answers();
    presence.probed(found);
    if (before && !presence.answers()) {
      LOG.warn("Dynomite no longer answers");
      queue.close();
    }
    if (!before && presence.answers() && found != target) {
      LOG.warn("Dynomite answers in {}; putting it into {}", found, target);
      gate.hold(target, Deadline.after(ticker, STATE_MILLIS), cancel);
    }
    if (!presence.answers() && process.canStart()) {
      startInto(target, cancel);
      return target;
    }
    return found;
  }

  /**
   * Returns Dynomite to service while the local Redis is a master: empties the queue and sets the
   * state that counts as {@linkplain #inService() in service}. Starts a Dynomite that is down if
   * this is allowed.
   *
   * @return whether it serves now; false if it never answered and this program cannot start it
   * @throws WarmupException if NORMAL cannot be set now; a later try may succeed
   */
  public boolean serve(Deadline deadline) {
    if (probe() == DynomiteState.UNREACHABLE) {
      if (!presence.answers() && !process.canStart() && !presence.heard()) {
        return false;
      }
      if (presence.answers() || !process.canStart()) {
        throw new WarmupException(
            Reason.DYNOMITE_UNREACHABLE,
            "Dynomite no longer answers on its admin port; was it stopped?"
                + (process.canStart() ? "" : " " + process.whyNot()));
      }
      startInService();
    }
    if (inService == DynomiteState.NORMAL) {
      queue.serve(deadline);
    } else {
      stayClosed(deadline);
    }
    gate.release();
    return true;
  }

  /** A queue that is left behind would be replayed over newer values later. */
  private void stayClosed(Deadline deadline) {
    DynomiteState found = probe();
    boolean queues = found == DynomiteState.WRITES_ONLY || found == DynomiteState.RESUMING;
    if (queues || inService == DynomiteState.RESUMING) {
      queue.flushToMaster(deadline);
    }
    gate.hold(inService, deadline, CancelSignal.never());
  }

  /** Starts Dynomite into the state that counts as in service. */
  public void startInService() {
    startInto(inService, CancelSignal.never());
  }

  /**
   * @return whether Dynomite had to be started
   */
  public boolean startIfDown() {
    if (probeRepeatedly() != DynomiteState.UNREACHABLE) {
      return false;
    }
    startInService();
    gate.release();
    return true;
  }

  /**
   * Sets the state that counts as in service, whatever the queue holds.
   *
   * @return whether the state was changed
   */
  public boolean open() {
    if (probe() == DynomiteState.UNREACHABLE || probe() == inService) {
      return false;
    }
    gate.hold(inService, Deadline.after(ticker, OPEN_MILLIS), CancelSignal.never());
    gate.release();
    return true;
  }

  public void restart(Deadline deadline) {
    LOG.warn("Restarting Dynomite");
    presence.starting();
    queue.close();
    process.stop();
    process.start();
    gate.hold(inService, deadline, CancelSignal.never());
    gate.release();
  }

  public void close() {
    queue.close();
  }
}
