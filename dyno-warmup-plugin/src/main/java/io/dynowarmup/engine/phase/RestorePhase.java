// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.context.RedisFiles;
import io.dynowarmup.engine.context.RestoreRetrier;
import io.dynowarmup.engine.decision.OutcomeRules;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.EndRecord;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.RunEnd;
import io.dynowarmup.engine.run.TransferSession;
import io.dynowarmup.engine.status.LastResortLog;
import io.dynowarmup.node.Detach;
import io.dynowarmup.node.ForeignMaster;
import io.dynowarmup.node.dynomite.LocalDynomite;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.sync.proof.ProofRules;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single exit of every run. It makes Redis a master, Dynomite NORMAL and healthy, and restores
 * the settings.
 *
 * <p>The phase has a limit of its own ({@code restore.msec}), which an abort does not shorten.
 * After an interrupt it continues where it was.
 */
final class RestorePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(RestorePhase.class);

  private final RunResult ending;
  private final EndRecord record;
  private RestoreRetrier retrier;
  private boolean detached;
  private StreamGap missing = StreamGap.unknown();
  private Throwable broke;
  private ProofReport proof = ProofReport.none();

  RestorePhase(Run run, RunResult ending) {
    super(run);
    this.ending = ending;
    this.record = new EndRecord(run);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.RESTORE;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (!run.touched()) {
      new RunEnd(run).with(comeUp(ending));
      return null;
    }
    begin();
    context.closed().beforeProof(ending);
    run.closing();
    missing = missing.or(retrier.untilItWorks("Redis", this::detach, StreamGap.unknown()));
    if (detached) {
      run.flushes().begin();
    }
    ReturnToService service = new ReturnToService(context, retrier, detached);
    boolean served = service.make();
    retrier.untilItWorks("a setting", this::putBack, null);
    if (served && !context.closed().state().isClosed()) {
      service.heal();
    }
    boolean compares = served && EndRecord.needsProof(ending);
    if (compares) {
      run.proof().beforeTheEnd();
    }
    run.endMeasures();
    if (compares) {
      prove();
    }
    RedisInfo local = retrier.untilItWorks("Redis", this::count, null);
    if (local != null) {
      run.serverFile()
          .after(
              local,
              context.node().settings().areBack(),
              Optional.ofNullable(run.session()).map(TransferSession::peer));
    }
    finish(local, service);
    return null;
  }

  /** Ends a run that changed nothing, and starts Dynomite if it is down: better cold than gone. */
  private RunResult comeUp(RunResult untouched) {
    boolean unclear =
        untouched.isFor(Reason.FOREIGN_REPLICA) || untouched.isFor(Reason.ALREADY_RUNNING);
    if (context.node() == null || unclear) {
      return untouched;
    }
    RunResult result = context.closed().ended(untouched);
    context.node().forgetStop();
    LocalDynomite dynomite = context.node().dynomite();
    try {
      if (dynomite.process().canStart() && dynomite.startIfDown()) {
        context.board().change(b -> b.dynomiteState(dynomite.probe().name()));
        return result.withText(result.text() + "; Dynomite did not run and was started");
      }
      return stayClosed(result);
    } catch (WarmupException e) {
      return result.withText(result.text() + "; Dynomite does not run: " + e.getMessage());
    }
  }

  /** Closes a node that has to be bootstrapped first. */
  private RunResult stayClosed(RunResult result) {
    if (context.closed().state().isClosed()) {
      try {
        context.node().dynomite().open();
        context.board().change(b -> b.dynomiteState(context.node().dynomite().probe().name()));
      } catch (WarmupException e) {
        return result.withText(result.text() + "; " + e.getMessage());
      }
    }
    return result;
  }

  private void begin() {
    Deadline limit =
        retrier == null
            ? Deadline.after(context.ticker(), context.config().restoreMillis())
            : retrier.limit();
    broke();
    retrier = new RestoreRetrier(context, limit);
    try {
      LOG.info("Ending the run: {}", ending);
      context.board().note("Redis becomes a master, Dynomite NORMAL; then " + ending);
      context.node().state().ending(ending.outcome());
      context.node().forgetStop();
      context.node().checkpoint().drop();
    } catch (Throwable e) {
      // A failure to report the run must not prevent the restore.
      LastResortLog.warn(LOG, "Unexpected exception at the start of {}", WarmupPhase.RESTORE, e);
    }
  }

  /** Returns the error of this program or its JVM that prevented the restore; null if none. */
  Throwable broke() {
    broke = retrier == null || retrier.broke() == null ? broke : retrier.broke();
    return broke;
  }

  private StreamGap detach() throws InterruptedException {
    TransferSession session = run.session();
    // Parts that have arrived are complete, whatever is missing besides.
    StreamGap gap = run.hasNoStream() ? StreamGap.noStream() : StreamGap.unknown();
    boolean closed = false;
    if (session != null && session.transfer() != null) {
      try {
        gap = session.close(retrier.limit());
        closed = true;
      } catch (Error e) {
        // The transfer cannot be closed, so the detach runs SLAVEOF NO ONE directly.
        LastResortLog.warn(LOG, "Unexpected error while closing {}", session.peer(), e);
      } catch (RuntimeException e) {
        if (e instanceof WarmupException || !retrier.limit().passed()) {
          throw e;
        }
        LastResortLog.warn(LOG, "Unexpected exception while closing {}", session.peer(), e);
      }
    }
    if (!closed) {
      new Detach(context.node().redis()).make();
    }
    run.ahead().close(retrier.limit());
    detached = true;
    context.board().change(b -> b.redisRole("master"));
    return gap;
  }

  private Void putBack() {
    context.node().settings().putBack(retrier::problem);
    return null;
  }

  /** Compares this node with its source. */
  private void prove() throws InterruptedException {
    context.board().note("comparing this node with its source");
    proof = run.proof().atTheEnd();
    LOG.info("Comparison with the source: {}", proof);
    context.board().change(b -> b.proof(proof));
  }

  private RedisInfo count() {
    RedisInfo info = context.node().redis().info();
    context.board().change(b -> b.keys(info.keys()).redisRole(info.replication().role()));
    return info;
  }

  /** Returns what the local Redis replicates again, as after a Sentinel; empty if nothing. */
  private String foreignMaster(RedisInfo local) {
    if (!local.replication().isReplica()) {
      return "";
    }
    Optional<ClientList> clients = Optional.empty();
    try {
      clients = context.node().redis().clients();
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which client made Redis a replica", e);
    }
    return ForeignMaster.text(local.replication(), clients);
  }

  private RunResult verdict(RedisInfo local) {
    // Dynomite may have died during the comparison.
    context.node().dynomite().probeRepeatedly();
    OutcomeRules rules = rules(ending, local);
    RunResult result = rules.ending();
    if (result.outcome() == WarmupOutcome.WARMED) {
      return result;
    }
    run.flushes().check();
    return rules.flushed(run.flushes().found()).ending();
  }

  /** Returns whether a run that left out data would be WARMED without that. */
  private boolean otherwiseProven(RedisInfo local) {
    return ending.isFor(Reason.LEFT_OUT)
        && !ProofRules.objection(proof).isPresent()
        && rules(RunResult.warmed(), local).ending().outcome() == WarmupOutcome.WARMED
        && context.node().dynomite().probeRepeatedly() != DynomiteState.UNREACHABLE;
  }

  private OutcomeRules rules(RunResult held, RedisInfo local) {
    return new OutcomeRules(held, retrier.problems())
        .missing(missing)
        .keys(local == null ? OptionalLong.empty() : OptionalLong.of(local.keys()))
        .redisWasRestarted(local != null && context.local().wasRestarted(local))
        .replica(local == null ? "" : foreignMaster(local))
        .refusesWrites(context.node().dynomite().queue().refusal())
        .evicted(local == null || run.proof().evictAlike() ? 0 : context.local().evicted(local))
        .dynomiteWasAway(
            held.outcome() == WarmupOutcome.WARMED
                && !context.node().dynomite().presence().wasThere())
        .proof(proof);
  }

  /** Looks at Dynomite once more: a node that misses writes must not be recorded as warm. */
  private RunResult diedMeanwhile(RunResult verdict, RedisInfo local) {
    boolean warmed = verdict.outcome() == WarmupOutcome.WARMED;
    if (!warmed || context.node().dynomite().probeRepeatedly() != DynomiteState.UNREACHABLE) {
      return verdict;
    }
    RunResult later = context.closed().ended(verdict(local));
    record.inRedis(later, false, local);
    return later;
  }

  private void finish(RedisInfo local, ReturnToService service) throws InterruptedException {
    boolean master = local != null && local.replication().isMaster();
    boolean closed = context.closed().state().isClosed();
    RunResult verdict = context.closed().ended(verdict(local));
    if (closed) {
      verdict = service.after(verdict);
    }
    DynomiteState dynomite = context.node().dynomite().probeRepeatedly();
    if (!closed && dynomite == DynomiteState.UNREACHABLE) {
      // It died since the last probe.
      verdict = context.closed().ended(verdict(local));
    }
    context.board().change(b -> b.dynomiteState(dynomite.name()));
    RedisFiles files = new RedisFiles(context);
    if (master) {
      run.servedCold().left(local);
      record.inRedis(verdict, otherwiseProven(local), local);
      files.findOldDump(local, run.strategy() != null && run.strategy().replicates());
      verdict = closed ? verdict : diedMeanwhile(verdict, local);
    }
    if (master) {
      record.inFile(verdict, otherwiseProven(local), local);
      if (verdict.outcome() == WarmupOutcome.WARMED) {
        files.remember(local);
      }
    }
    if (master && dynomite == context.node().dynomite().inService()) {
      // The next run ends what this run could not end.
      context.node().state().finished();
    }
    retrier.problems().forEach(context::warn);
    new RunEnd(run).with(verdict);
  }
}
