// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.status.EndLine;
import io.dynowarmup.engine.status.LastResortLog;
import io.dynowarmup.state.StateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a run, after RESTORE. Whatever fails in it, the run is over afterwards and
 * releases everything.
 */
public final class RunEnd {
  private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

  private final Run run;
  private final RunContext context;

  public RunEnd(Run run) {
    this.run = run;
    this.context = run.context();
  }

  public void with(RunResult ending) {
    run.servedCold().ended(ending, run.touched());
    if (context.node() != null) {
      StateFile state = context.node().state();
      context.board().change(b -> b.coldAndServing(state.leftCold() && !state.cold().leftAlone()));
    }
    try {
      run.endMeasures();
      log(ending);
    } catch (Throwable e) {
      LastResortLog.warn(
          LOG, "Unexpected exception at the end of {}", context.request().trigger(), e);
    }
    context.board().finish(ending, this::leave);
  }

  private void log(RunResult ending) {
    String line = EndLine.of(ending, context.board().now());
    if (!ending.code().isPresent()
        || ending.isFor(Reason.NOT_COLD)
        || ending.isFor(Reason.NOT_ALLOWED)) {
      LOG.info("{}", line);
    } else {
      LOG.warn("{}", line);
    }
  }

  private void leave() {
    try {
      if (run.session() != null) {
        run.session().closeConnections();
      }
      run.ahead().closeConnections();
      if (context.node() != null) {
        context.node().state().history(context.board().history().latestFirst());
      }
    } finally {
      if (context.node() != null) {
        context.node().close();
      }
    }
  }
}
