package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupOutcome;
import io.dynowarmup.WarmupPhase;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single exit of every run. Redis becomes a master, Dynomite NORMAL and healthy, the settings
 * what they were. Has a limit of its own ({@code restore.msec}), which no abort cuts short; gathers
 * what fails instead of stopping at it.
 */
final class RestorePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(RestorePhase.class);
  private static final long RETRY_MILLIS = 500;

  private final Ending ending;
  private final List<String> problems = new ArrayList<>();
  private Deadline limit;

  RestorePhase(Run run, Ending ending) {
    super(run);
    this.ending = ending;
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.RESTORE;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (!run.touched()) {
      run.finish(comeUp(ending));
      return null;
    }
    LOG.info("ending: {}", ending);
    limit = Deadline.after(run.ticker(), run.config().restoreMillis());
    long missing = untilItWorks("Redis", this::detach, -1L);
    boolean served = untilItWorks("Dynomite", this::serve, false);
    if (!served) {
      lastResort();
    }
    run.node().settings().putBack().forEach(problems::add);
    run.endMeasures();
    boolean healthy = served && healthy();
    RedisInfo local = count();
    if (local != null) {
      rewrite(local);
    }
    run.node().state().finished();
    if (healthy && local != null && local.replication().isMaster()) {
      local.get("run_id").ifPresent(run.node().state()::recordWarm);
    }
    run.finish(verdict(missing, healthy, local));
    return null;
  }

  /**
   * Nothing was changed. Still, a Dynomite that is ours to start and does not run is started: a
   * node without a warm-up is better than no node.
   */
  private Ending comeUp(Ending untouched) {
    boolean unclear =
        untouched.code() == Reason.FOREIGN_REPLICA || untouched.code() == Reason.ALREADY_RUNNING;
    if (run.node() == null || unclear || !run.node().dynomite().canStart()) {
      return untouched;
    }
    try {
      if (run.node().dynomite().startIfDown()) {
        run.board().change(b -> b.dynomiteState(run.node().dynomite().look().name()));
        return untouched.withText(untouched.text() + "; Dynomite did not run and was started");
      }
      return untouched;
    } catch (WarmupException e) {
      return untouched.withText(untouched.text() + "; Dynomite does not run: " + e.getMessage());
    }
  }

  /**
   * The queue could not be emptied, because Redis does not answer or refuses. A node that is closed
   * for ever would be worse, unless its Redis is still a replica.
   */
  private void lastResort() {
    try {
      if (run.node().redis().info("replication").replication().isReplica()) {
        return;
      }
    } catch (WarmupException e) {
      LOG.debug("the local Redis in the last resort", e);
    }
    try {
      if (run.node().dynomite().open()) {
        LOG.warn("Dynomite was put into NORMAL although its queue could not be emptied");
      }
    } catch (WarmupException e) {
      problems.add(e.getMessage());
    }
  }

  /** A step of the way back. */
  private interface Step<T> {
    T run() throws InterruptedException;
  }

  /**
   * Tries a step until it works or the limit has passed: a Redis or a Dynomite may be on its way up
   * again.
   */
  private <T> T untilItWorks(String what, Step<T> step, T otherwise) throws InterruptedException {
    String said = "";
    while (true) {
      try {
        return step.run();
      } catch (WarmupException e) {
        if (!e.getMessage().equals(said)) {
          said = e.getMessage();
          LOG.warn("restoring {}: {}", what, said);
        }
        if (limit.passed()) {
          problems.add(what + " was not restored within restore.msec: " + said);
          return otherwise;
        }
      }
      run.host().pause().millis(Math.min(RETRY_MILLIS, limit.leftMillis()), CancelSignal.never());
    }
  }

  private long detach() throws InterruptedException {
    return run.attempt() == null ? detachLeftover() : run.attempt().close(limit);
  }

  /** What an interrupted run had left behind, and this one found no use for. */
  private long detachLeftover() {
    RedisInfo local = run.node().redis().info();
    if (local.replication().isMaster()) {
      return -1;
    }
    if (local.loading()) {
      throw new WarmupException(
          Reason.LOADING,
          "Redis " + run.node().redis().endpoint() + " is loading and cannot be detached yet");
    }
    run.node().redis().replicaOfNoOne();
    return -1;
  }

  private boolean serve() {
    boolean serves = run.node().dynomite().serve(limit);
    if (!serves) {
      problems.add(
          "Dynomite does not answer at "
              + run.node().topology().adminUrl()
              + " and dynomite.start.command is not set");
    }
    return serves;
  }

  private boolean healthy() {
    String problem = run.node().illness();
    if (problem.isEmpty()) {
      return true;
    }
    if (!run.node().dynomite().canStart()) {
      problems.add("Dynomite is ill: " + problem);
      return false;
    }
    try {
      run.warn("Dynomite is ill and is restarted: " + problem);
      run.node().dynomite().restart(limit);
      problem = run.node().illness();
    } catch (WarmupException e) {
      problem = e.getMessage();
    }
    if (!problem.isEmpty()) {
      problems.add("Dynomite is ill after a restart: " + problem);
    }
    return problem.isEmpty();
  }

  /**
   * A CONFIG REWRITE while this node was a replica would have left "replicaof" in the server's
   * file.
   */
  private void rewrite(RedisInfo local) {
    if (run.attempt() == null || local.get("config_file").orElse("").isEmpty()) {
      return;
    }
    try {
      run.node().redis().configRewrite();
    } catch (WarmupException e) {
      run.warn("CONFIG REWRITE: " + e.getMessage());
    }
  }

  private RedisInfo count() {
    try {
      RedisInfo info = run.node().redis().info();
      run.board().change(b -> b.keys(info.keys()).redisRole(info.replication().role()));
      return info;
    } catch (WarmupException e) {
      run.warn("after the run: " + e.getMessage());
      return null;
    }
  }

  private Ending verdict(long missing, boolean healthy, RedisInfo local) {
    run.board().change(b -> b.dynomiteState(run.node().dynomite().look().name()));
    String text = ending.text();
    if (ending.outcome() == WarmupOutcome.PARTIAL && missing >= 0) {
      text += "; " + missing + " bytes of the source's stream are missing here";
    }
    if (ending.outcome() != WarmupOutcome.WARMED && local != null) {
      text += "; the node holds " + local.keys() + " keys";
    }
    if (problems.isEmpty()) {
      return ending.withText(text);
    }
    String all = String.join("; ", problems);
    problems.forEach(run::warn);
    return Ending.failed(
        Reason.RESTORE_FAILED, text.isEmpty() ? "the data is here, but " + all : text + "; " + all);
  }
}
