// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import io.dynowarmup.engine.shares.ArrivedShare;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what follows when a part of this node's range has arrived. */
final class NextShare {
  private static final Logger LOG = LoggerFactory.getLogger(NextShare.class);

  private final Run run;
  private final RunContext context;

  NextShare(Run run) {
    this.run = run;
    this.context = run.context();
  }

  /**
   * @param doubts what may be missing of the part that has arrived
   */
  Phase after(List<String> doubts) throws InterruptedException {
    RangePlan plan = context.sources().plan().get();
    TransferSession done = run.session();
    LOG.info("Arrived from {}: {}", done.peer(), plan.current().get());
    doubts.forEach(context::warn);
    RedisInfo local = context.node().redis().info("server");
    String served = served(local);
    if (plan.forgetUnless(served)) {
      context.warn(
          "this node may have missed writes: the parts that had arrived before are copied again");
    }
    if (context.local().wasRestarted(local)) {
      context.warn("Redis was restarted during the hand-over: this part is copied again");
      return next(done);
    }
    plan.arrived(done.peer(), doubts, served);
    List<Peer> sources =
        plan.arrived().stream().map(ArrivedShare::source).collect(Collectors.toList());
    context.board().change(b -> b.partsFrom(sources));
    long ahead = run.ahead().progress().bytes();
    context.board().now().progress().bytesDone().ifPresent(b -> plan.arrivedBytes(b - ahead));
    if (plan.complete()) {
      return new RestorePhase(run, result(plan));
    }
    return next(done);
  }

  private Phase next(TransferSession done) throws InterruptedException {
    run.closing();
    done.close(context.budget());
    run.closed();
    run.handOvers().reset();
    return new SelectSourcePhase(run);
  }

  /** Returns the processes of this node that have every write since a part arrived. */
  private String served(RedisInfo local) {
    return local.runId() + " " + run.peerWait().connection();
  }

  private static RunResult result(RangePlan plan) {
    String doubts =
        plan.arrived().stream()
            .map(ArrivedShare::doubts)
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.joining("; "));
    return doubts.isEmpty()
        ? RunResult.warmed()
        : RunResult.partial(Reason.LEFT_OUT, "the hand-over held, but " + doubts);
  }
}
