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
 * The node's own Dynomite during a run: taken out of service, kept there, put back; started where
 * it has to be.
 */
public final class LocalDynomite {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDynomite.class);
  private static final long STATE_MILLIS = 5_000;
  private static final long OPEN_MILLIS = 1_000;

  /** A look that fails once may be a hiccup; the third in a row is a fact. */
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
   * @param startMillis how long the first answer of a Dynomite that was started may take
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

  /** Whether it answers; one look that fails does not change that. */
  public boolean answers() {
    return answers;
  }

  /** Whether it has answered in this run. */
  public boolean heard() {
    return heard;
  }

  /** From now on nothing may be lost. */
  public void remember() {
    birth = DynomiteIncarnation.of(admin, ticker);
    absencesBefore = absences;
    startsBefore = starts;
  }

  /** Whether it has been there, and the same process, since {@link #remember()}. */
  public boolean wasThere() {
    if (starts != startsBefore) {
      return false;
    }
    DynomiteIncarnation now = DynomiteIncarnation.of(admin, ticker);
    return birth != null && birth.known() && now.known()
        ? birth.same(now)
        : absences == absencesBefore;
  }

  /** When it was found gone; see {@link Ticker#nanos()}. */
  public long lostNanos() {
    return lostNanos;
  }

  public DynomiteProcess process() {
    return process;
  }

  /** When it was first heard in this run, or after it was started; see {@link Ticker#nanos()}. */
  public long firstAnswerNanos() {
    return firstAnswerNanos;
  }

  public DynomiteState look() {
    DynomiteState state = admin.state();
    heard(state);
    return state;
  }

  /** The same, until it answers, or is surely gone. */
  public DynomiteState lookForSure() {
    DynomiteState found = look();
    for (int looks = 1; looks < MOST_MISSES && found == DynomiteState.UNREACHABLE; looks++) {
      found = look();
    }
    return found;
  }

  /**
   * Takes the node out of service. What a WRITES_ONLY that somebody else left behind has queued is
   * emptied first: a later hand-over would replay it over newer values.
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
   * Starts it, and puts it into the state on its first answer: until then it would take traffic.
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
   * For every poll: the state that is held still holds, or is set again. One that died is started
   * again.
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
      // the copy goes on: a replica refuses writes, whatever Dynomite lets through
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
   * Back into service, the local Redis being a master: empties the queue, NORMAL. Starts a Dynomite
   * that does not run, where it may.
   *
   * @return whether it serves now; false when it has never answered and is not ours to start
   * @throws WarmupException when it cannot be put into NORMAL now; it may come back
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
   * @return whether it had to be started
   */
  public boolean startIfDown() {
    if (lookForSure() != DynomiteState.UNREACHABLE) {
      return false;
    }
    startInto(DynomiteState.NORMAL, CancelSignal.never());
    gate.release();
    return true;
  }

  /** NORMAL, whatever the queue holds. */
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
