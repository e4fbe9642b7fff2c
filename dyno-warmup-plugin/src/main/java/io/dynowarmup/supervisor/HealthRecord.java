// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.RetryPolicy;
import io.dynowarmup.engine.start.TokenChange;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a healthy serving node as warm if no warm-up has recorded it. The first node of a cluster
 * has no peer to be warmed from, but a later restart of the plugin must know that it is warm.
 *
 * <p>It never replaces a record. A Redis that was restarted under a running node serves its last
 * dump and looks healthy, but the next start has to warm it up.
 */
public final class HealthRecord {
  private static final Logger LOG = LoggerFactory.getLogger(HealthRecord.class);

  private static final Set<WarmupOutcome> NOT_WARM =
      EnumSet.of(WarmupOutcome.PARTIAL, WarmupOutcome.ABORTED, WarmupOutcome.FAILED);

  private final EngineHost host;
  private final Supplier<WarmupStatus> runs;
  private final BooleanSupplier pending;
  private String said = "";
  private String saidTokens = "";

  /**
   * @param runs status of the runs; nothing is recorded while one is in progress, or after one that
   *     left the node cold
   */
  public HealthRecord(EngineHost host, Supplier<WarmupStatus> runs) {
    this(host, runs, () -> false);
  }

  /**
   * @param pending whether a start-up run is going to be retried; until then nothing is recorded
   */
  public HealthRecord(EngineHost host, Supplier<WarmupStatus> runs, BooleanSupplier pending) {
    this.host = host;
    this.runs = runs;
    this.pending = pending;
  }

  /** Checks the node once. Changes only the record. Never throws because of the node. */
  public synchronized void check() {
    WarmupStatus status = runs.get();
    boolean left = status.outcome().filter(NOT_WARM::contains).isPresent();
    if (status.running() || left || pending.getAsBoolean()) {
      return;
    }
    try {
      WarmupConfig config = host.configInUse();
      Topology topology = host.readTopology(config);
      check(config, topology, RetryPolicy.foundNoPeer(status));
    } catch (WarmupException e) {
      LOG.debug("Cannot tell the node's health: {}", e.getMessage());
    }
  }

  /**
   * Compares the record with the node, or records a healthy node as warm. Without a peer, the node
   * is the first of its cluster and as warm as it can be.
   */
  private void check(WarmupConfig config, Topology topology, boolean withoutPeer) {
    StateLocation location = StateLocation.of(config, topology);
    NodeFinder finder = new NodeFinder(host, config);
    try (RedisNode redis = finder.localRedis(topology)) {
      RedisInfo info = redis.info();
      String runId = info.runId();
      StateFile file = StateFile.open(location.found());
      Optional<String> recorded = file.warmRunId();
      boolean first = withoutPeer && file.cold().leftAlone() && !file.unfinished().isPresent();
      if (file.leftCold() && !first) {
        say(
            runId,
            "the last warm-up that began here did not end WARMED, or the node has missed writes of "
                + "the cluster since: the next start of this program warms this node");
      } else if (recorded.isPresent() && !first) {
        compare(recorded.get(), runId);
        compareTokens(file, location, topology, recorded.get().equals(runId));
      } else if (serves(topology, finder, info) && !runId.isEmpty()) {
        record(location, runId, topology);
        LOG.info("Recorded this node as warm: it serves {}", Units.keys(info.keys()));
      }
    }
  }

  private void compare(String recorded, String runId) {
    if (!recorded.equals(runId)) {
      say(
          runId,
          "the local Redis was restarted after it was last known to be warm, so it may serve old "
              + "data:"
              + " the next start of this program warms it up");
    }
  }

  /** Logs once for each Redis process. */
  private void say(String runId, String text) {
    if (!runId.equals(said)) {
      said = runId;
      LOG.warn("Node is no longer warm: {}", text);
    }
  }

  /** Compares the tokens. A record of an older version has no tokens and gets the current ones. */
  private void compareTokens(
      StateFile state, StateLocation location, Topology topology, boolean warm) {
    if (warm && state.warmTokens().isEmpty()) {
      record(location, state.warmRunId().orElse(""), topology);
    }
    Optional<TokenChange> change = TokenChange.of(state, topology);
    String tokens = String.valueOf(topology.tokens());
    if (change.isPresent() && !tokens.equals(saidTokens)) {
      saidTokens = tokens;
      LOG.warn(
          "Token of this node is {} now, and it holds the data of token {}: the next start of this"
              + " program replaces it",
          tokens,
          state.warmTokens());
    }
  }

  private boolean serves(Topology topology, NodeFinder finder, RedisInfo info) {
    if (info.loading() || !info.replication().isMaster() || info.keys() == 0) {
      return false;
    }
    if (finder.admin(topology).state() != DynomiteState.NORMAL) {
      return false;
    }
    finder.health(topology).check();
    return true;
  }

  /**
   * Writes the record under the lock of the runs, which write the same file. A run that has begun
   * meanwhile wins.
   */
  private static void record(StateLocation location, String runId, Topology topology) {
    Path path = location.adopted();
    RunLock lock = RunLock.take(path);
    try {
      StateFile file = StateFile.open(path, location.node());
      if (lock.problem().isPresent()) {
        // Each run reports the problem, and this check runs every minute.
        file.silent();
      }
      file.recordWarm(runId, topology.tokens());
    } finally {
      lock.close();
    }
  }
}
