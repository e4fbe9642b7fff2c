// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.node.AnotherFilesRecord;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.NodeMark;
import io.dynowarmup.node.RedisAnswer;
import io.dynowarmup.node.UnrecordedEnd;
import io.dynowarmup.node.dynomite.DynomiteAnswer;
import io.dynowarmup.node.dynomite.LocalDynomite;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.topology.Topology;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lock on the node for one probe between runs. No other process warms the node meanwhile.
 */
final class LockedNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LockedNode.class);

  private final EngineHost host;
  private final WarmupConfig config;
  private final NodeFinder finder;
  private final Node node;

  /**
   * @throws io.dynowarmup.api.WarmupException ALREADY_RUNNING while a run is in progress, even in
   *     another process
   */
  LockedNode(EngineHost host, WarmupConfig config, Topology topology) {
    this.host = host;
    this.config = config;
    this.finder = new NodeFinder(host, config);
    this.node = finder.find(topology);
  }

  WarmupConfig config() {
    return config;
  }

  /** Returns whether only an operator may warm or open the node. */
  boolean requiresBootstrap() {
    return bootstrap() == BootstrapState.REQUIRES_BOOTSTRAP;
  }

  BootstrapState bootstrap() {
    return state().bootstrap().state(config.requiresBootstrap());
  }

  /**
   * Requires another bootstrap if the node waits for its opening, and its Redis is not the process
   * that was bootstrapped.
   */
  void requireBootstrapUnlessWarm(RedisInfo now) {
    boolean same = state().warmRunId().filter(now.runId()::equals).isPresent();
    boolean known = !now.runId().isEmpty() && now.replication().isMaster();
    if (known && !same && bootstrap() == BootstrapState.BOOTSTRAPPED) {
      LOG.warn("Node requires a bootstrap again: its Redis was restarted after the last one");
      state().bootstrap().require();
      node.dynomite().inService(NodeFinder.inService(bootstrap()));
    }
  }

  StateFile state() {
    return node.state();
  }

  /** Passes on the runs that other processes have recorded. */
  void passOnHistory(WarmupEngine engine) {
    engine.recorded(state().history(), state().leftCold() && !state().cold().leftAlone());
  }

  /** Returns whether the node was stopped as planned, and no run has begun since. */
  boolean isStopped() {
    return node.stop().isPending();
  }

  /** Drops the note of a planned stop, because the node is going to be opened as it is. */
  void forgetStop() {
    node.forgetStop();
  }

  /**
   * Returns whether a run may use another rack that takes the writes that this node misses. Those
   * of other data centres count only with {@code remote.datacenters}.
   */
  boolean hasOtherCopies() {
    Topology topology = node.topology();
    return topology.otherRacks().stream()
        .anyMatch(
            rack -> config.remoteDatacenters() || rack.datacenter().equals(topology.datacenter()));
  }

  /**
   * Records that the data of the stopped node may have changed.
   *
   * @param why why the next start cannot resume, a sentence
   */
  void forgetStop(String why) {
    node.forgetStop(why);
  }

  NodeMark mark() {
    return node.mark();
  }

  LocalDynomite dynomite() {
    return node.dynomite();
  }

  RedisAnswer probeRedis() {
    return finder.probeRedis(node.topology());
  }

  /**
   * Checks that no run with another state file works on the node.
   *
   * @param answer the current answer of the local Redis
   * @throws WarmupException ALREADY_RUNNING if one does
   */
  void leaveToAnotherRun(RedisAnswer answer) {
    Optional<String> other =
        answer.up() ? mark().anotherRun(answer.info().get()) : Optional.empty();
    if (other.isPresent()) {
      throw new WarmupException(WarmupException.Reason.ALREADY_RUNNING, other.get());
    }
  }

  /**
   * Checks that a process that was up before does not load. It loads only if another program makes
   * it copy a master, and until it has loaded it does not show whether that program is a run.
   *
   * @param answer the current answer of the local Redis
   * @throws WarmupException ALREADY_RUNNING if it does
   */
  void leaveToAnotherSync(RedisAnswer answer) {
    Optional<ReplicationInfo> sync =
        answer.info().map(RedisInfo::replication).filter(ReplicationInfo::isReplica);
    if (answer.answer() == RedisAnswer.Answer.LOADING && sync.isPresent()) {
      throw new WarmupException(
          WarmupException.Reason.ALREADY_RUNNING,
          "Redis is loading the data of "
              + sync.get().master()
              + ", which another program made it copy");
    }
  }

  DynomiteAnswer probeDynomite() {
    return finder.probeDynomite(node.topology());
  }

  /** Takes over the end of a run that the state file does not record. */
  void correctEnd(RedisInfo local) {
    AnotherFilesRecord.adopt(state(), local);
    UnrecordedEnd.correct(state(), local, () -> probeDynomite().state(), node.topology().tokens());
  }

  /**
   * Restores settings of the local Redis that a run left behind.
   *
   * @return what could not be restored, in sentences
   */
  List<String> putBackSettings() {
    return node.settings().putBackAfterCrash();
  }

  /** Returns the clients of the local Redis; empty if it does not report them. */
  Optional<ClientList> redisClients() {
    try {
      return node.redis().clients();
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }

  RedisProcess redisProcess() {
    return host.redisProcess(config);
  }

  boolean canStopDynomite() {
    return host.dynomiteProcess(config).canStop();
  }

  @Override
  public void close() {
    node.close();
  }
}
