package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupPhase;
import io.dynowarmup.WarmupRequest.Trigger;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.redis.ReplicationInfo;
import io.dynowarmup.time.Deadline;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Are the settings valid, does the local Redis answer, may this node lose what it holds? Changes
 * nothing.
 */
final class PreflightPhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(PreflightPhase.class);
  private static final long WAIT_MILLIS = 200;

  private Deadline redisWait;
  private boolean wasDown;

  PreflightPhase(Run run) {
    super(run);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.PREFLIGHT;
  }

  @Override
  long intervalMillis() {
    return WAIT_MILLIS;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (run.node() == null) {
      configure();
      findNode();
    }
    Optional<RedisInfo> local = look();
    if (!local.isPresent()) {
      run.log().waiting("waiting for the local Redis " + run.node().redis().endpoint());
      return this;
    }
    if (local.get().loading()) {
      run.log()
          .waiting("the local Redis " + run.node().redis().endpoint() + " is loading its own data");
      run.board().change(b -> b.redisRole("loading"));
      return this;
    }
    return decide(local.get());
  }

  private void configure() {
    WarmupConfig config = run.host().readConfig();
    run.configured(config);
    config.warnings().forEach(run::warn);
    run.strategy(new StrategyChoice(run.host().strategies()).of(run.request(), config));
  }

  private void findNode() {
    Node node = new NodeFinder(run.host(), run.config()).find();
    run.node(node);
    run.board().change(b -> b.topologySource(node.topology().source()));
    node.topology().notes().forEach(run::warn);
    redisWait = Deadline.after(run.ticker(), run.config().redisWaitMillis());
  }

  /** The local Redis; at a start-up it may still be coming up. */
  private Optional<RedisInfo> look() {
    try {
      run.node().redis().ping();
      return Optional.of(run.node().redis().info());
    } catch (WarmupException e) {
      boolean comingUp = e.reason() == Reason.REFUSED || e.reason() == Reason.TIME_OUT;
      if (e.reason() == Reason.LOADING) {
        return Optional.of(run.node().redis().info());
      }
      if (run.request().trigger() == Trigger.STARTUP && comingUp && !redisWait.passed()) {
        wasDown = true;
        return Optional.empty();
      }
      throw new WarmupException(e.reason(), "the local Redis: " + e.getMessage(), e);
    }
  }

  private Phase decide(RedisInfo local) {
    Node node = run.node();
    DynomiteState dynomite = node.dynomite().look();
    ReplicationInfo replication = local.replication();
    run.board().change(b -> b.redisRole(replication.role()).dynomiteState(dynomite.name()));
    Optional<Ending> foreign = LeftBehind.foreign(replication, node.state());
    if (foreign.isPresent()) {
      return skip(foreign.get());
    }
    if (replication.isReplica()) {
      LOG.warn(
          "an interrupted run has left the local Redis a replica of {}:{}: going on from there",
          replication.masterHost(),
          replication.masterPort());
      run.touch();
    } else {
      Optional<Ending> skip = coldCheck(local, dynomite);
      if (skip.isPresent()) {
        return skip(skip.get());
      }
    }
    List<String> lost =
        replication.isReplica()
            ? node.settings().adoptAfterCrash()
            : node.settings().putBackAfterCrash();
    lost.forEach(run::warn);
    if (dynomite == DynomiteState.UNREACHABLE && !node.dynomite().canStart()) {
      run.warn(
          "Dynomite's admin port "
              + node.topology().adminUrl()
              + " does not answer and dynomite.start.command is not set: Redis is warmed without a hand-over");
    }
    return new SelectSourcePhase(run);
  }

  private Optional<Ending> coldCheck(RedisInfo local, DynomiteState dynomite) {
    WarmupConfig config = run.config();
    Optional<Ending> skip =
        new ColdCheck(config)
            .skip(
                run.request().trigger(),
                ColdCheck.Facts.of(local, wasDown, dynomite),
                run.node().state().warmRunId());
    if (skip.isPresent() && config.bootstrap() && local.keys() > 0) {
      run.node().state().recordWarm(local.get("run_id").orElse(""));
    }
    return skip;
  }

  private Phase skip(Ending ending) {
    return new RestorePhase(run, ending);
  }
}
