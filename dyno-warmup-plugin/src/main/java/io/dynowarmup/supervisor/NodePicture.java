// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.state.RecordedDoubt;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the view of the node from the results of the probes. One thread writes it; any thread
 * reads it.
 */
final class NodePicture {
  private static final Logger LOG = LoggerFactory.getLogger(NodePicture.class);

  private final Ticker ticker;
  private final Supplier<List<WatchedProcess>> processes;
  private final Supplier<WarmupStatus> runs;
  private final DataWatch data = new DataWatch();
  private volatile NodeView now = NodeView.unknown();
  private volatile Optional<String> topologyProblem = Optional.empty();

  /** The last run when the node was last probed. */
  private volatile String runBefore = "";

  /**
   * @param processes what the supervisor knows of Redis and Dynomite
   * @param runs status of the runs
   */
  NodePicture(
      Ticker ticker, Supplier<List<WatchedProcess>> processes, Supplier<WarmupStatus> runs) {
    this.ticker = ticker;
    this.processes = processes;
    this.runs = runs;
  }

  /** Returns the view. After a run it is outdated until the node is probed again. */
  NodeView now() {
    NodeView view = now;
    boolean outdated = !runs.get().runId().orElse("").equals(runBefore);
    return (outdated ? view.outdated() : view)
        .with(processes.get())
        .withTopologyProblem(topologyProblem);
  }

  /**
   * @param found why dynomite.yml cannot be read, a sentence; empty if it can be
   */
  void topologyProblem(Optional<String> found) {
    if (found.equals(topologyProblem)) {
      return;
    }
    topologyProblem = found;
    if (found.isPresent()) {
      LOG.warn("A run would fail, and the last valid topology stays in use: {}", found.get());
    } else {
      LOG.info("Topology can be read again");
    }
  }

  /** Adds which node this is. */
  void isOf(Peer self) {
    now = now.of(self);
  }

  /**
   * @param redis INFO of the local Redis; empty if it did not answer
   * @param changedBy client that made it a replica; empty if unknown
   * @param recorded the record of a doubt about the data, which is brought up to date
   */
  void seen(
      Optional<RedisInfo> redis,
      Optional<String> changedBy,
      String dynomiteState,
      RecordedDoubt recorded) {
    WarmupStatus last = runs.get();
    data.resume(recorded.why(), last);
    redis.ifPresent(info -> data.seen(info, last));
    recorded.record(data.doubt());
    Optional<Peer> self = now.self();
    now =
        of(redis, changedBy, dynomiteState, ticker.epochMillis()).doubted(data.doubt()).after(now);
    self.ifPresent(this::isOf);
    runBefore = last.runId().orElse("");
  }

  /**
   * @param found why the data of the node is in doubt from now on, a sentence
   */
  void doubt(String found) {
    data.doubted(found);
  }

  /**
   * @param why why the node could not be probed, a sentence
   */
  void unprobed(String why) {
    now = now.unprobed(why);
    runBefore = runs.get().runId().orElse("");
  }

  private static String role(RedisInfo redis) {
    return redis.loading() ? NodeView.LOADING : redis.replication().role();
  }

  static NodeView of(
      Optional<RedisInfo> redis,
      Optional<String> changedBy,
      String dynomiteState,
      long epochMillis) {
    Optional<ReplicationInfo> replica =
        redis.map(RedisInfo::replication).filter(ReplicationInfo::isReplica);
    return new NodeView.Builder()
        .redisRole(redis.map(NodePicture::role).filter(role -> !role.isEmpty()))
        .replicatesFrom(replica.map(ReplicationInfo::master))
        .changedBy(replica.flatMap(r -> changedBy))
        .keys(
            redis
                .filter(i -> !i.loading())
                .map(i -> OptionalLong.of(i.keys()))
                .orElse(OptionalLong.empty()))
        .dynomiteState(dynomiteState)
        .sinceEpochMillis(epochMillis)
        .build();
  }
}
