// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.RunEnd;
import io.dynowarmup.engine.status.LastResortLog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one run from phase to phase. Whatever a phase throws, including errors of the JVM, the run
 * leaves through RESTORE.
 */
public final class RunLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  /**
   * Maximum number of tries of one RESTORE. Its steps have their own limits, so an exception rarely
   * arrives here.
   */
  private static final int MOST_RESTORES = 4;

  private final Run run;
  private final RunContext context;

  /** Created at the start, so that a run that is out of memory can still return to service. */
  private final Phase wayBack;

  private boolean interrupted;
  private int restoresThatThrew;
  private Throwable broke;
  private RestorePhase restore;

  public RunLoop(Run run) {
    this.run = run;
    this.context = run.context();
    this.wayBack =
        new RestorePhase(run, RunResult.failed(Reason.INTERNAL, "an internal error; see the log"));
  }

  public void run() {
    Phase phase = enter(new PreflightPhase(run));
    while (phase != null) {
      phase = next(phase);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the error that prevented RESTORE, if no server caused it. */
  public Optional<Throwable> broke() {
    return Optional.ofNullable(broke == null && restore != null ? restore.broke() : broke);
  }

  private Phase next(Phase phase) {
    try {
      Phase next = step(phase);
      if (next == phase) {
        next = pause(phase);
      }
      return next == null || next == phase ? next : enter(next);
    } catch (Throwable e) {
      // The error handling itself has failed.
      LastResortLog.error(LOG, "Unexpected error after phase {}", phase.name(), e);
      return isRestore(phase) ? restoreAgain(phase, e) : wayBack;
    }
  }

  private Phase enter(Phase phase) {
    try {
      run.enter(phase.name());
      return phase;
    } catch (Throwable e) {
      LastResortLog.error(LOG, "Unexpected error while entering phase {}", phase.name(), e);
      return isRestore(phase) ? phase : wayBack;
    }
  }

  private static boolean isRestore(Phase phase) {
    return phase.name() == WarmupPhase.RESTORE;
  }

  private Phase step(Phase phase) {
    boolean restoring = isRestore(phase);
    restore = restoring ? (RestorePhase) phase : null;
    try {
      if (context.node() != null) {
        context.node().mark().renew();
        Optional<String> another = context.node().mark().takenOver(context.pause());
        if (another.isPresent()) {
          return leave(another.get());
        }
      }
      if (!restoring && context.node() != null) {
        run.bootstrapWatch().check();
      }
      if (!restoring && context.cancel().isCancelled()) {
        return phase.onCancelled();
      }
      if (!restoring && context.budgetSpent()) {
        return phase.onBudgetSpent();
      }
      return phase.advance();
    } catch (InterruptedException e) {
      return interrupted(phase, restoring);
    } catch (WarmupException e) {
      LOG.debug("Exception in phase {}", phase.name(), e);
      return failed(phase, restoring, e);
    } catch (Throwable e) {
      return broken(phase, e);
    }
  }

  /** Ends the run without RESTORE: what it would restore belongs to another run now. */
  private Phase leave(String why) {
    context.node().state().finished();
    new RunEnd(run)
        .with(RunResult.failed(Reason.ALREADY_RUNNING, why + "; this run touches nothing more"));
    return null;
  }

  /** Handles a fault of this library or the code below it. The node is restored nevertheless. */
  private Phase broken(Phase phase, Throwable e) {
    LastResortLog.error(LOG, "Unexpected exception in phase {}", phase.name(), e);
    if (isRestore(phase)) {
      return restoreAgain(phase, e);
    }
    if (Thread.interrupted()) {
      return interrupted(phase, false);
    }
    return context.cancel().isCancelled()
        ? new RestorePhase(run, RunResult.aborted(context.cancel().reason()))
        : new RestorePhase(run, RunResult.failed(Reason.INTERNAL, LastResortLog.text(e)));
  }

  private Phase failed(Phase phase, boolean restoring, WarmupException e) {
    if (Thread.interrupted()) {
      return interrupted(phase, restoring);
    }
    if (restoring) {
      return restoreAgain(phase, e);
    }
    if (context.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
    }
    try {
      return e.reason() == Reason.INTERNAL
          ? new RestorePhase(run, RunResult.failed(e))
          : phase.onFailure(e);
    } catch (InterruptedException i) {
      return interrupted(phase, false);
    } catch (Throwable again) {
      LastResortLog.error(LOG, "Unexpected exception in phase {}", phase.name(), again);
      return new RestorePhase(run, RunResult.failed(e));
    }
  }

  /**
   * Repeats RESTORE, which continues where it was. After {@link #MOST_RESTORES} failures the run
   * ends without it.
   */
  private Phase restoreAgain(Phase phase, Throwable e) {
    if (!context.board().now().running()) {
      return null;
    }
    if (++restoresThatThrew < MOST_RESTORES) {
      return phase;
    }
    broke = e;
    new RunEnd(run)
        .with(RunResult.failed(Reason.RESTORE_FAILED, "RESTORE failed: " + LastResortLog.text(e)));
    return null;
  }

  /**
   * Ends the run as an abort does. RESTORE then works undisturbed, and the interrupt flag is set
   * again at the end.
   */
  private Phase interrupted(Phase phase, boolean restoring) {
    interrupted = true;
    return restoring
        ? phase
        : new RestorePhase(run, RunResult.aborted("the thread was interrupted"));
  }

  private Phase pause(Phase phase) {
    try {
      context.pause().millis(phase.intervalMillis(), context.cancel());
      return phase;
    } catch (InterruptedException e) {
      return interrupted(phase, isRestore(phase));
    } catch (Throwable e) {
      return broken(phase, e);
    }
  }
}
