// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.context.StepRetrier;
import io.dynowarmup.engine.decision.FailedSources;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the session with a source and selects the next one within the same budget. */
final class NextSource {
  private static final Logger LOG = LoggerFactory.getLogger(NextSource.class);

  private final Run run;
  private final RunContext context;

  NextSource(Run run) {
    this.run = run;
    this.context = run.context();
  }

  /**
   * Gives up the source.
   *
   * @param never whether it gets no second try
   */
  Phase after(String why, boolean never) throws InterruptedException {
    Peer failed = run.session().peer();
    context.warn("giving up on " + failed + ": " + why);
    FailedSources sources = context.sources().failed();
    if (never) {
      sources.ban(failed, why);
    } else {
      sources.fail(failed, why);
    }
    return select();
  }

  /** Selects a source, which may be the same one again. */
  Phase select() throws InterruptedException {
    TransferSession failed = run.session();
    run.closing();
    StepRetrier.passing(context, () -> failed.close(context.budget()));
    if (failed.transfer() != null && failed.transfer().hasArrived()) {
      context.local().arrived();
      context.node().state().dataArrived();
    } else if (!run.strategy().keepsData()) {
      replacedNothing();
    }
    run.closed();
    run.handOvers().ofAnotherSource();
    return new SelectSourcePhase(run);
  }

  private void replacedNothing() {
    try {
      context.local().replacedNothing(context.node().redis().info());
    } catch (WarmupException e) {
      LOG.debug("Cannot tell whether the local Redis still has its data", e);
    }
  }
}
