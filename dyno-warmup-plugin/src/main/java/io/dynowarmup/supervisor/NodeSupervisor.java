// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.RedisAnswer;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.topology.Topology;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises Redis and Dynomite between runs. It starts a process that is down. If Redis came back
 * without its data, it starts a run before Dynomite serves reads from it.
 *
 * <p>A run has both processes to itself. The host provides the timer.
 */
public final class NodeSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSupervisor.class);

  private final EngineHost host;
  private final WarmupEngine engine;
  private final CancelSignal ending = new CancelSignal();
  private final ProcessFacts redisFacts;
  private final ProcessFacts dynomiteFacts;
  private final RedisSupervisor redis;
  private final DynomiteSupervisor dynomite;
  private final Standby standby;
  private final NodePicture picture;
  private final DueRun due;
  private final KnownTopology topology;
  private final RestartPolicy runs = new RestartPolicy();
  private final LeftSettings settings;
  private String trouble = "";
  private boolean up;

  public NodeSupervisor(EngineHost host, WarmupEngine engine) {
    this.host = host;
    this.engine = engine;
    this.redisFacts = new ProcessFacts("Redis", host.ticker());
    this.dynomiteFacts = new ProcessFacts("Dynomite", host.ticker());
    this.redis = new RedisSupervisor(host, redisFacts, ending);
    this.dynomite = new DynomiteSupervisor(host, dynomiteFacts);
    this.standby = new Standby(host);
    this.settings = new LeftSettings(host.ticker());
    this.topology = new KnownTopology(host);
    this.picture = new NodePicture(host.ticker(), this::facts, engine::status);
    this.due = new DueRun(engine, redis, standby, picture);
    engine.watchedBy(picture::now);
  }

  private List<WatchedProcess> facts() {
    return Collections.unmodifiableList(Arrays.asList(redisFacts.now(), dynomiteFacts.now()));
  }

  /** Declares that nothing calls {@link #check}: the node is not known between runs. */
  public void unwatched() {
    picture.unprobed("the node is not watched: watch.msec is 0");
  }

  /**
   * Starts Redis if it is down, then begins the start-up run, which waits for the first answer of
   * Redis.
   */
  public synchronized void startUp() {
    try {
      WarmupConfig config = host.configInUse();
      RedisProcess process = host.redisProcess(config);
      if (process.canStart()) {
        RedisSupervisor.startIfDown(
            new NodeFinder(host, config).probeRedis(topology.read(config)), process);
      }
    } catch (WarmupException e) {
      LOG.warn("Cannot tell whether Redis is down: {}", e.getMessage());
    }
    try {
      engine.start(WarmupRequest.atStartup());
    } catch (WarmupException e) {
      LOG.warn("Cannot begin the start-up run: {}", e.getMessage());
    }
    up = true;
  }

  /** Probes the node once and acts on the result. Never throws because of the node. */
  public synchronized void check() throws InterruptedException {
    if (!up || ending.isCancelled()) {
      return;
    }
    try {
      WarmupConfig config = host.configInUse();
      Topology now = readTopology(config);
      picture.isOf(now.self());
      if (engine.status().running()) {
        suspend(config, now);
      } else if (engine.reserve()) {
        Optional<String> why = reserved(config, now);
        why.ifPresent(this::run);
      }
    } catch (WarmupException e) {
      picture.unprobed("Redis and Dynomite are not watched: " + e.getMessage());
      if (!e.getMessage().equals(trouble)) {
        trouble = e.getMessage();
        LOG.warn("Redis and Dynomite are not watched: {}", trouble);
      }
    }
  }

  private Topology readTopology(WarmupConfig config) {
    try {
      return topology.read(config);
    } finally {
      picture.topologyProblem(topology.problem());
    }
  }

  private void suspend(WarmupConfig config, Topology topology) {
    redis.suspended();
    dynomite.suspended();
    settings.suspended();
    if (engine.status().phase() == WarmupPhase.RESTORE) {
      redis.startForRestore(
          new NodeFinder(host, config).probeRedis(topology),
          host.redisProcess(config),
          config.watch());
    }
  }

  private Optional<String> reserved(WarmupConfig config, Topology topology)
      throws InterruptedException {
    try (LockedNode node = new LockedNode(host, config, topology)) {
      Optional<String> why = supervise(node);
      redis.show(picture, dynomiteFacts.now().state(), node.state().doubt());
      return why;
    } catch (WarmupException e) {
      if (e.reason() != Reason.ALREADY_RUNNING) {
        throw e;
      }
      redis.suspended();
      dynomite.suspended();
      picture.unprobed(e.getMessage());
      return Optional.empty();
    } finally {
      engine.release();
    }
  }

  /**
   * Probes both processes and returns why a run is due.
   *
   * @return empty if no run is due
   */
  private Optional<String> supervise(LockedNode node) throws InterruptedException {
    RedisAnswer answer = redis.check(node, standby);
    if (!answer.up()) {
      node.passOnHistory(engine);
      if (answer.answer() == RedisAnswer.Answer.LOADING && redis.another(answer)) {
        standby.hold(node, "Redis was restarted and is loading");
      } else if (standby.ours(node)) {
        standby.hold(node, "");
      }
      dynomite.probeOnly(node);
      return Optional.empty();
    }
    RedisInfo now = answer.info().get();
    if (now.replication().isMaster()) {
      settings.putBack(node);
    }
    node.correctEnd(now);
    node.passOnHistory(engine);
    Optional<String> why = due.why(node, now);
    if (!why.isPresent()) {
      node.requireBootstrapUnlessWarm(now);
      runs.alive(host.ticker().nanos());
      standby.release(node, "Redis is up with its data");
      dynomite.check(node);
      return why;
    }
    switch (runs.failed(host.ticker().nanos(), 1, node.config().watch().restarts())) {
      case RESTART:
        untilRun(node, why.get());
        due.begins(now, why.get());
        return why;
      case WAIT:
        untilRun(node, why.get());
        due.doubtIfServed(why.get());
        return Optional.empty();
      default:
        giveUp(node, now, why.get());
        return Optional.empty();
    }
  }

  /** A node that lacks only some writes serves until the run has chosen a source. */
  private void untilRun(LockedNode node, String why) {
    if (due.keepsData()) {
      standby.release(node, "Redis is up with its data, and a run compares it");
      dynomite.check(node);
    } else {
      standby.hold(node, why);
    }
  }

  private void giveUp(LockedNode node, RedisInfo now, String why) {
    String text =
        why
            + "; it was restarted too often (watch.restarts), so no further run begins, and the "
            + "node serves what it has. Find out why, then start a run by hand";
    if (!text.equals(trouble)) {
      LOG.error("No further run begins: {}", text);
    }
    trouble = text;
    due.giveUp(now, why);
    node.requireBootstrapUnlessWarm(now);
    standby.open(node, "a cold node serves better than no node");
    dynomite.check(node);
  }

  private void run(String why) {
    try {
      runs.restarted(host.ticker().nanos());
      String id = engine.start(due.request());
      due.hasBegun();
      LOG.warn("Started run {}: {}", id, why);
      redis.suspended();
      dynomite.suspended();
    } catch (WarmupException e) {
      due.hasNotBegun();
      LOG.warn("Cannot start a run after '{}': {}", why, e.getMessage());
    }
  }

  /** Ends the supervision. Waits for the current probe and what it has started. */
  public void end() {
    ending.cancel("the daemon is shutting down");
    synchronized (this) {
      LOG.debug("The supervision of Redis and Dynomite has ended");
    }
  }

  /** Returns Dynomite to service after the last run, if it was kept from serving, not stopped. */
  @Override
  public synchronized void close() {
    ending.cancel("the daemon is shutting down");
    try {
      WarmupConfig config = host.configInUse();
      try (LockedNode node = new LockedNode(host, config, topology.read(config))) {
        standby.release(node, "the watch ends");
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot return Dynomite to service", e);
    }
    engine.watchedBy(() -> NodeView.unknown());
  }
}
