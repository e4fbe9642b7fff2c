// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.BootstrapRecord;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a node with {@code requires.bootstrap} as it is. */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final long LIMIT_MILLIS = 5_000;

  private final EngineHost host;

  Opening(EngineHost host) {
    this.host = host;
  }

  /**
   * From now on no populator writes here, not even one that has just seen the node closed. What
   * clients write here from now on comes from no dump.
   */
  private static void shutOutPopulators(Node node, RedisInfo local) {
    try {
      node.redis().delete(OwnKeys.POPULATE);
      if (local.isOfDump()) {
        node.redis().exchange(OwnKeys.RECORD, local.nodeRecordText(), "", 0);
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot delete {}; populators see the state of Dynomite", OwnKeys.POPULATE, e);
    }
  }

  /** Returns what was opened; see {@link WarmupEngine#enableIncomingReplication}. */
  String open(String who) {
    WarmupConfig config = host.readConfig();
    if (!config.requiresBootstrap()) {
      throw new WarmupException(
          Reason.BAD_CONFIG,
          "requires.bootstrap is false on this node: it is not closed, so there is nothing to"
              + " open");
    }
    try (Node node = new NodeFinder(host, config).find()) {
      return open(node, node.state().bootstrap().state(true), who);
    }
  }

  /** Checks that Redis still has the data of the bootstrap; otherwise another one is required. */
  private static void requireBootstrapped(Node node, RedisInfo local) {
    if (node.state().warmRunId().filter(local.runId()::equals).isPresent()) {
      return;
    }
    node.state().bootstrap().require();
    throw new WarmupException(
        Reason.REDIS_RESTARTED,
        "the node stays closed: its Redis was restarted after the bootstrap and holds "
            + Units.keys(local.keys())
            + "; bootstrap it again, or repeat this command to open the node as it is");
  }

  private String open(Node node, BootstrapState before, String who) {
    BootstrapRecord record = node.state().bootstrap();
    if (before == BootstrapState.OPEN) {
      return "the node is open already" + record.openedBy().map(by -> ": " + by).orElse("");
    }
    RedisInfo local = node.redis().info();
    if (local.loading() || !local.replication().isMaster()) {
      throw new WarmupException(
          Reason.FOREIGN_REPLICA,
          "the node stays closed: its Redis is "
              + (local.loading() ? "loading" : "a replica of " + local.replication().master()));
    }
    if (before == BootstrapState.BOOTSTRAPPED) {
      requireBootstrapped(node, local);
    }
    shutOutPopulators(node, local);
    node.forgetStop();
    node.dynomite().inService(DynomiteState.NORMAL);
    if (!node.dynomite().serve(Deadline.after(host.ticker(), LIMIT_MILLIS))) {
      throw new WarmupException(
          Reason.DYNOMITE_UNREACHABLE,
          "the node stays closed: Dynomite does not answer and "
              + node.dynomite().process().whyNot());
    }
    record.open(who + " opened it");
    if (before != BootstrapState.BOOTSTRAPPED) {
      // What it holds is what the operator wants: no start-up run replaces it.
      local.get("run_id").ifPresent(id -> node.state().recordWarm(id, node.topology().tokens()));
    }
    String text =
        "the node is open: Dynomite is NORMAL and serves "
            + Units.keys(local.keys())
            + " as they are";
    LOG.warn("Opened on request of {}: {}", who, text);
    return text;
  }
}
