// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.phase.RunLoop;
import io.dynowarmup.engine.resume.StopSlot;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.RunEnd;
import io.dynowarmup.engine.status.LastResortLog;
import io.dynowarmup.engine.status.StatusBoard;
import io.dynowarmup.log.LogContext;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes one run on its thread, from start to end, whatever the run throws. */
final class RunThread {
  private static final Logger LOG = LoggerFactory.getLogger(RunThread.class);

  private final EngineHost host;
  private final StatusBoard board;
  private final Verification verification;
  private final StopSlot stop;
  private final Runnable ended;
  private final Consumer<String> verify;

  /**
   * @param ended called once at the end of the run
   * @param verify starts a verification in the given mode
   */
  RunThread(
      EngineHost host,
      StatusBoard board,
      Verification verification,
      StopSlot stop,
      Runnable ended,
      Consumer<String> verify) {
    this.host = host;
    this.board = board;
    this.verification = verification;
    this.stop = stop;
    this.ended = ended;
    this.verify = verify;
  }

  void perform(WarmupRequest request, CancelSignal signal) {
    Throwable broke;
    try (LogContext mark = LogContext.ofRun(board.now().runId().orElse(""))) {
      broke = performed(request, signal);
    } catch (Throwable e) {
      // Without memory, even the end of the run may not have been reported.
      broke = e;
    }
    if (broke != null) {
      host.restoreBroke(broke);
    }
  }

  /**
   * @return the error that prevented the run from doing its work; null if none
   */
  private Throwable performed(WarmupRequest request, CancelSignal signal) {
    Throwable broke = null;
    Run run = null;
    try {
      LOG.info(
          "Run {} begins, requested by {}", board.now().runId().orElse(""), request.requestedBy());
      run = new Run(new RunContext(request, host, board, signal).holding(stop.held()));
      verification.awaitEnd();
      RunLoop loop = new RunLoop(run);
      loop.run();
      broke = loop.broke().orElse(null);
    } catch (Throwable e) {
      broke = e;
      LastResortLog.error(LOG, "Unexpected error in run of trigger {}", request.trigger(), e);
      end(run, e);
    } finally {
      try {
        stop.dropUnlessNoted();
      } finally {
        ended.run();
      }
    }
    if (broke == null) {
      verifyAfter(run);
    }
    return broke;
  }

  /** Ends a run that did not reach its own end. */
  private void end(Run run, Throwable e) {
    if (!board.now().running()) {
      return;
    }
    RunResult ending = RunResult.failed(Reason.INTERNAL, LastResortLog.text(e));
    if (run == null) {
      board.finish(ending, () -> {});
    } else {
      new RunEnd(run).with(ending);
    }
  }

  /** Starts a verification if the settings request it and the run has copied data. */
  private void verifyAfter(Run run) {
    try {
      WarmupOutcome outcome = board.now().outcome().orElse(WarmupOutcome.FAILED);
      boolean brought = outcome == WarmupOutcome.WARMED || outcome == WarmupOutcome.PARTIAL;
      if (brought && !"off".equals(run.context().config().verify().afterRun())) {
        verify.accept(run.context().config().verify().afterRun());
      }
    } catch (WarmupException e) {
      LOG.info("Verification does not begin: {}", e.getMessage());
    } catch (Throwable e) {
      LastResortLog.error(LOG, "Unexpected error after run {}", board.now().runId().orElse(""), e);
    }
  }
}
