package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one run from phase to phase. Whatever a phase does, the run leaves through RESTORE. */
final class RunLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  private final Run run;
  private boolean interrupted;

  RunLoop(Run run) {
    this.run = run;
  }

  void run() {
    Phase phase = new PreflightPhase(run);
    run.enter(phase.name());
    while (phase != null) {
      Phase next = step(phase);
      if (next == phase) {
        next = pause(phase);
      }
      if (next != null && next != phase) {
        run.enter(next.name());
      }
      phase = next;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Phase step(Phase phase) {
    boolean restoring = phase.name() == WarmupPhase.RESTORE;
    try {
      if (!restoring && run.bootstrapWatch() != null) {
        run.bootstrapWatch().look();
      }
      if (!restoring && run.cancel().isCancelled()) {
        return new RestorePhase(run, Ending.aborted(run.cancel().reason()));
      }
      if (!restoring && run.budgetSpent()) {
        return phase.onBudgetSpent();
      }
      return phase.advance();
    } catch (InterruptedException e) {
      return interrupted(phase, restoring);
    } catch (WarmupException e) {
      LOG.debug("{} threw", phase.name(), e);
      return failed(phase, restoring, e);
    } catch (RuntimeException | Error e) {
      return broken(phase, e);
    }
  }

  /** A fault of this library or of what it stands on; the node is put back all the same. */
  private Phase broken(Phase phase, Throwable e) {
    LOG.error("{} threw what it should not", phase.name(), e);
    WarmupException internal = new WarmupException(Reason.INTERNAL, e.toString(), e);
    return failed(phase, phase.name() == WarmupPhase.RESTORE, internal);
  }

  private Phase failed(Phase phase, boolean restoring, WarmupException e) {
    if (Thread.interrupted()) {
      return interrupted(phase, restoring);
    }
    if (!restoring && run.cancel().isCancelled()) {
      return new RestorePhase(run, Ending.aborted(run.cancel().reason()));
    }
    try {
      return restoring || e.reason() == Reason.INTERNAL
          ? afterRestore(phase, restoring, e)
          : phase.onFailure(e);
    } catch (InterruptedException i) {
      return interrupted(phase, restoring);
    } catch (RuntimeException again) {
      e.addSuppressed(again);
      return afterRestore(phase, restoring, e);
    }
  }

  private Phase afterRestore(Phase phase, boolean restoring, WarmupException e) {
    if (restoring) {
      run.finish(Ending.failed(Reason.RESTORE_FAILED, "RESTORE broke off: " + e.getMessage()));
      return null;
    }
    return new RestorePhase(run, Ending.failed(e));
  }

  /**
   * An interrupt ends the run as an abort does; RESTORE then works undisturbed, and the flag is set
   * again at the end.
   */
  private Phase interrupted(Phase phase, boolean restoring) {
    interrupted = true;
    return restoring ? phase : new RestorePhase(run, Ending.aborted("the thread was interrupted"));
  }

  private Phase pause(Phase phase) {
    try {
      run.host().pause().millis(phase.intervalMillis(), run.cancel());
      return phase;
    } catch (InterruptedException e) {
      return interrupted(phase, phase.name() == WarmupPhase.RESTORE);
    } catch (RuntimeException e) {
      return broken(phase, e);
    }
  }
}
