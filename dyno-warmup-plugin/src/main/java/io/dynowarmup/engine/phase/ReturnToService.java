// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.StartProgress;
import io.dynowarmup.engine.context.RestoreRetrier;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.dynomite.LocalDynomite;
import io.dynowarmup.time.CancelSignal;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns the local Dynomite to service at the end of a run, and restarts it if it is ill. */
final class ReturnToService {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnToService.class);

  /**
   * A single failed read does not make Dynomite unhealthy: a restart loses the writes of that time.
   */
  private static final int HEALTH_CHECKS = 3;

  private static final long HEALTH_MILLIS = 500;

  private final RunContext context;
  private final Node node;
  private final LocalDynomite dynomite;
  private final RestoreRetrier retrier;
  private final boolean detached;

  /**
   * @param detached whether the local Redis is known to be no replica of this run's source
   */
  ReturnToService(RunContext context, RestoreRetrier retrier, boolean detached) {
    this.context = context;
    this.node = context.node();
    this.dynomite = node.dynomite();
    this.retrier = retrier;
    this.detached = detached;
  }

  /**
   * Returns Dynomite to service, unless an operator has stopped it: the run then does not wait for
   * it and does not start it. A Dynomite whose Redis may still be a replica, and cannot be asked,
   * stays out of service.
   *
   * @return whether Dynomite serves
   */
  boolean make() throws InterruptedException {
    if (dynomite.process().progress() == StartProgress.FORBIDDEN) {
      return false;
    }
    if (!detached && retrier.isLockedOut()) {
      retrier.problem(
          "the local Redis may still be a replica, so Dynomite stays out of service; correct the"
              + " password and run again");
      return false;
    }
    boolean served = retrier.untilItWorks("Dynomite", this::serve, false);
    if (!served) {
      openDespiteQueue();
    }
    return served;
  }

  /**
   * Opens a node that the run has bootstrapped, or closes it again.
   *
   * @param verdict the result of the run
   * @return the result, FAILED if a warm node could not be opened
   */
  RunResult after(RunResult verdict) throws InterruptedException {
    int before = retrier.problems().size();
    if (make() && dynomite.inService() == DynomiteState.NORMAL) {
      heal();
    }
    List<String> problems = retrier.problems();
    return problems.size() == before || verdict.outcome() != WarmupOutcome.WARMED
        ? verdict
        : RunResult.failed(
            Reason.RESTORE_FAILED,
            "the data is here, but "
                + String.join("; ", problems.subList(before, problems.size())));
  }

  private boolean serve() {
    boolean serves = dynomite.serve(retrier.limit());
    if (!serves) {
      retrier.problem(
          "Dynomite does not answer at "
              + node.topology().adminUrl()
              + " and "
              + dynomite.process().whyNot());
    }
    return serves;
  }

  /**
   * Opens Dynomite although its queue could not be emptied because Redis does not answer or refuses
   * writes. A node that stays closed would be worse, unless its Redis is still a replica.
   */
  private void openDespiteQueue() {
    try {
      if (node.redis().info("replication").replication().isReplica()) {
        return;
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot tell the role of the local Redis", e);
    }
    try {
      if (dynomite.open()) {
        LOG.warn("Dynomite is {} although its queue could not be emptied", dynomite.inService());
      }
    } catch (WarmupException e) {
      retrier.problem(e.getMessage());
    }
  }

  /** Restarts a Dynomite that does not serve its clients, if this program may. */
  void heal() throws InterruptedException {
    Optional<String> problem = illness();
    if (!problem.isPresent()) {
      return;
    }
    if (!dynomite.process().canStart()) {
      retrier.problem("Dynomite is unhealthy: " + problem.get());
      return;
    }
    try {
      context.warn("Dynomite is unhealthy and is restarted: " + problem.get());
      dynomite.restart(retrier.limit());
      problem = illness();
    } catch (WarmupException e) {
      problem = Optional.of(e.getMessage());
    }
    problem.ifPresent(left -> retrier.problem("Dynomite is unhealthy after a restart: " + left));
  }

  private Optional<String> illness() throws InterruptedException {
    Optional<String> problem = node.illness();
    for (int checks = 1;
        problem.isPresent() && (checks < HEALTH_CHECKS || redisPostpones());
        checks++) {
      context.pause().millis(HEALTH_MILLIS, CancelSignal.never());
      problem = node.illness();
    }
    return problem;
  }

  /**
   * Returns whether the local Redis postpones its answers. Dynomite, which forwards them, is then
   * healthy and a restart would not help.
   */
  private boolean redisPostpones() {
    try {
      node.redis().ping();
      return false;
    } catch (WarmupException e) {
      return e.reason().isTransient() && !retrier.limit().passed();
    }
  }
}
