// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

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

  /** A single failed probe may be accidental. The third in a row counts. */
  private static final int MOST_MISSES = 3;

  private final DynomiteAdmin admin;
  private final DynomiteProcess process;
  private final TrafficGate gate;
  private final QueueFlush queue;
  private final RedisNode local;
  private final Ticker ticker;
  private final long startMillis;
  private boolean answers;
  private String trouble = "";
  private boolean heard;
  private int misses;
  private int absences;
  private int absencesBefore;
  private int starts;
  private int startsBefore;
  private DynomiteIncarnation birth;
  private long firstAnswerNanos;
  private long lostNanos;

  /**
   * @param startMillis time limit for the first answer of a Dynomite that was started
   */
  LocalDynomite(
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

  /** Returns whether Dynomite answers. A single failed probe does not change this. */
  public boolean answers() {
    return answers;
  }

  /** Returns whether Dynomite has answered in this run. */
  public boolean heard() {
    return heard;
  }

  /** Records the current process. From now on, a restart or an absence loses writes. */
  public void remember() {
    birth = DynomiteIncarnation.of(admin, ticker);
    absencesBefore = absences;
    startsBefore = starts;
  }

  /** Returns whether the same process has been present since {@link #remember()}. */
  public boolean wasThere() {
    if (starts != startsBefore) {
      return false;
    }
    DynomiteIncarnation now = DynomiteIncarnation.of(admin, ticker);
    return birth != null && birth.known() && now.known()
        ? birth.same(now)
        : absences == absencesBefore;
  }

  /** Returns when Dynomite was found gone; see {@link Ticker#nanos()}. */
  public long lostNanos() {
    return lostNanos;
  }

  public DynomiteProcess process() {
    return process;
  }

  /**
   * Returns when Dynomite first answered in this run or after a start; see {@link Ticker#nanos()}.
   */
  public long firstAnswerNanos() {
    return firstAnswerNanos;
  }

  public DynomiteState look() {
    DynomiteState state = admin.state();
    heard(state);
    return state;
  }

  /** Probes repeatedly until Dynomite answers or is certainly gone. */
  public DynomiteState lookForSure() {
    DynomiteState found = look();
    for (int looks = 1; looks < MOST_MISSES && found == DynomiteState.UNREACHABLE; looks++) {
      found = look();
    }
    return found;
  }

  /**
   * Takes the node out of service. If another program left WRITES_ONLY behind, the queue is emptied
   * first: a later hand-over would replay it over newer values.
   */
  public void takeOut(DynomiteState target, CancelSignal cancel) {
    DynomiteState found = lookForSure();
    if (found == DynomiteState.UNREACHABLE) {
      if (process.canStart()) {
        startInto(target, cancel);
      }
      return;
    }
    boolean ours = gate.holds(found) && (found == target || found == DynomiteState.STANDBY);
    if (found != DynomiteState.NORMAL && found != DynomiteState.OTHER && !ours) {
      LOG.warn("Dynomite was found in {}: emptying what it may have queued", found);
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
    LOG.info("starting Dynomite, into {}", target);
    starts++;
    Deadline limit = Deadline.after(ticker, startMillis);
    process.start();
    gate.awaitFirstAnswer(target, limit.orLater(OPEN_MILLIS), cancel);
    answers = false;
    heard(target);
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
        LOG.warn("{}", trouble);
      }
      return DynomiteState.OTHER;
    }
  }

  private DynomiteState keepOrThrow(DynomiteState target, CancelSignal cancel) {
    if (!gate.held().isPresent() && answers) {
      gate.hold(target, Deadline.after(ticker, STATE_MILLIS), cancel);
    }
    DynomiteState found = gate.held().isPresent() ? gate.reassert() : admin.state();
    boolean before = answers;
    heard(found);
    if (before && !answers) {
      LOG.warn("Dynomite does not answer any more");
      queue.close();
    }
    if (!before && answers && found != target) {
      LOG.warn("Dynomite answers, in {}: putting it into {}", found, target);
      gate.hold(target, Deadline.after(ticker, STATE_MILLIS), cancel);
    }
    if (!answers && process.canStart()) {
      startInto(target, cancel);
      return target;
    }
    return found;
  }

  private void heard(DynomiteState state) {
    if (state == DynomiteState.UNREACHABLE) {
      misses++;
      if (answers && misses >= MOST_MISSES) {
        answers = false;
        absences++;
        lostNanos = ticker.nanos();
      }
      return;
    }
    misses = 0;
    heard = true;
    if (!answers) {
      answers = true;
      firstAnswerNanos = ticker.nanos();
    }
  }

  /**
   * Returns Dynomite to service while the local Redis is a master: empties the queue and sets
   * NORMAL. Starts a Dynomite that is down if this is allowed.
   *
   * @return whether it serves now; false if it never answered and this program cannot start it
   * @throws WarmupException if NORMAL cannot be set now; a later try may succeed
   */
  public boolean serve(Deadline deadline) {
    if (look() == DynomiteState.UNREACHABLE) {
      if (!answers && !process.canStart() && !heard) {
        return false;
      }
      if (answers || !process.canStart()) {
        throw new WarmupException(
            Reason.DYNOMITE_UNREACHABLE,
            "Dynomite does not answer on its admin port any more; was it stopped?"
                + (process.canStart() ? "" : " " + process.whyNot()));
      }
      startInto(DynomiteState.NORMAL, CancelSignal.never());
    }
    queue.serve(deadline);
    gate.release();
    return true;
  }

  /**
   * @return whether Dynomite had to be started
   */
  public boolean startIfDown() {
    if (lookForSure() != DynomiteState.UNREACHABLE) {
      return false;
    }
    startInto(DynomiteState.NORMAL, CancelSignal.never());
    gate.release();
    return true;
  }

  /**
   * Sets NORMAL, whatever the queue holds.
   *
   * @return whether the state was changed
   */
  public boolean open() {
    if (look() == DynomiteState.UNREACHABLE || look() == DynomiteState.NORMAL) {
      return false;
    }
    gate.hold(DynomiteState.NORMAL, Deadline.after(ticker, OPEN_MILLIS), CancelSignal.never());
    gate.release();
    return true;
  }

  public void restart(Deadline deadline) {
    LOG.warn("restarting Dynomite");
    starts++;
    queue.close();
    process.stop();
    process.start();
    gate.awaitFirstAnswer(DynomiteState.NORMAL, deadline, CancelSignal.never());
    gate.release();
  }

  void close() {
    queue.close();
  }
}
