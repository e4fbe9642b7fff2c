// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.decision.RunResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a run. Whatever fails in it, the run is over afterwards and releases everything.
 */
final class RunEnd {
  private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

  private final Run run;

  RunEnd(Run run) {
    this.run = run;
  }

  void with(RunResult ending) {
    try {
      run.endMeasures();
      log(ending);
    } catch (Throwable e) {
      LastResortLog.warn(LOG, "Unexpected exception at the end of {}", run.request().trigger(), e);
    }
    run.board().finish(ending, this::leave);
  }

  private void log(RunResult ending) {
    String line = EndLine.of(ending, run.board().now());
    if (ending.code() == null || ending.code() == WarmupException.Reason.NOT_COLD) {
      LOG.info("{}", line);
    } else {
      LOG.warn("{}", line);
    }
  }

  private void leave() {
    try {
      if (run.attempt() != null) {
        run.attempt().release();
      }
      if (run.node() != null) {
        run.node().state().history(run.board().history().latestFirst());
      }
    } finally {
      if (run.node() != null) {
        run.node().close();
      }
    }
  }
}
