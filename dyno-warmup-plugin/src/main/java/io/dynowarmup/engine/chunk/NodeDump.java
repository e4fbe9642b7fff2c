// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.chunk;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.dump.DumpPlan;
import io.dynowarmup.chunk.dump.DumpProgress;
import io.dynowarmup.chunk.dump.DumpSource;
import io.dynowarmup.chunk.dump.Dumper;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.Slices;
import io.dynowarmup.chunk.keep.DumpExpiry;
import io.dynowarmup.chunk.store.AbortableStore;
import io.dynowarmup.chunk.store.CallLimit;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.config.ChunkSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.topology.Topology;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dumps the Redis of this node into a store. It only reads, and needs no daemon. */
public final class NodeDump {
  private static final Logger LOG = LoggerFactory.getLogger(NodeDump.class);

  /** Practically unlimited: the patience with each answer is the real limit. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);

  private static final long CHUNK_BYTES = 32 * 1024 * 1024;
  private static final int WORKERS = 2;

  /** A chunk that takes longer to upload needs a faster network. */
  private static final long UPLOAD_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final EngineHost host;

  public NodeDump(EngineHost host) {
    this.host = host;
  }

  /**
   * Dumps, or resumes a dump that was killed.
   *
   * @param force whether to dump a node that is not warm
   * @param begun receives the progress, which changes from then on
   * @throws WarmupException NOT_ALLOWED if the node is not warm; other reasons if it cannot be
   *     dumped
   */
  public Manifest dump(boolean force, CancelSignal cancel, Consumer<DumpProgress> begun)
      throws InterruptedException {
    WarmupConfig config = host.readConfig();
    NodeFinder finder = new NodeFinder(host, config);
    Topology topology = finder.topology();
    DumpPlan plan = plan(config, topology);
    RedisAccess access = finder.localAccess(topology);
    Retrier retrier = retrier(config, cancel);
    try (ChunkStore store = store(config, cancel);
        RedisNode node = host.redisConnector().connect(topology.redis(), access);
        RedisData data = host.redisConnector().data(topology.redis(), access)) {
      if (!force) {
        requireWarm(retrier, node, config, topology);
      }
      DumpSource source =
          new DumpSource(node, data.with(retrier), throttle(config.chunks(), cancel));
      Dumper dumper = new Dumper(plan, source, store);
      begun.accept(dumper.progress());
      return dumper.dump();
    }
  }

  /**
   * Removes older dumps of the same node.
   *
   * @param newest a complete dump of this node
   * @param keep number of dumps that are kept, 1 or more
   */
  void expire(Manifest newest, int keep, CancelSignal cancel) {
    try (ChunkStore store = store(host.readConfig(), cancel)) {
      new DumpExpiry(store, host.ticker())
          .expireLike(
              newest,
              keep,
              id -> LOG.info("Removed dump {} (dump.keep)", id),
              damage -> LOG.warn("A dump is not removed: {}", damage));
    }
  }

  private ChunkStore store(WarmupConfig config, CancelSignal cancel) {
    return new AbortableStore(
        new ChunkStores(host.ticker(), host.pause()).store(uri(config)),
        cancel,
        CallLimit.of(host.ticker(), Math.max(UPLOAD_MILLIS, config.stallMillis())));
  }

  private static DumpPlan plan(WarmupConfig config, Topology topology) {
    Path state = StateLocation.of(config, topology).found();
    return new DumpPlan.Builder()
        .cluster(config.cluster())
        .node(name(topology))
        .hash(ChunkNode.hash(topology))
        .ranges(ChunkNode.ranges(topology))
        .slices(Slices.DEFAULT_COUNT)
        .chunkBytes(CHUNK_BYTES)
        .workers(WORKERS)
        .longestMillis(TimeUnit.SECONDS.toMillis(config.chunks().maxAgeSeconds()))
        .workDirectory(state.resolveSibling(state.getFileName() + ".dump"))
        .build();
  }

  /** Returns a name that is unique in the cluster, whatever address its nodes have. */
  private static String name(Topology topology) {
    return topology.datacenter() + "/" + topology.rack() + "/" + topology.tokens().get(0);
  }

  /**
   * Returns the store.
   *
   * @throws WarmupException BAD_CONFIG if none is set
   */
  static String uri(WarmupConfig config) {
    return config
        .chunks()
        .store()
        .orElseThrow(
            () ->
                new WarmupException(
                    Reason.BAD_CONFIG,
                    "chunks.store is not set: it says where the dump is stored, for example"
                        + " file:///var/lib/chunks"));
  }

  /** Refuses a node that is not warm: its dump would count as the newest copy of the data. */
  private static void requireWarm(
      Retrier retrier, RedisNode node, WarmupConfig config, Topology topology) {
    Warmth warmth =
        Warmth.at(
            node,
            retrier.ask(node::info),
            NodeRecord.nodeName(topology.datacenter(), topology.rack()),
            config.coldUptimeSeconds());
    if (warmth != Warmth.AUTHORITY) {
      throw new WarmupException(
          Reason.NOT_ALLOWED,
          "nothing was dumped: Redis "
              + node.endpoint()
              + " "
              + warmth.text()
              + "; --force dumps what it holds");
    }
  }

  private Throttle throttle(ChunkSettings chunks, CancelSignal cancel) {
    return new Throttle(
        host.ticker(), host.pause(), cancel, chunks.keysPerSecond(), chunks.bytesPerSecond());
  }

  private Retrier retrier(WarmupConfig config, CancelSignal cancel) {
    return new Retrier(
        Patience.withLocal(host.ticker(), config.stallMillis()),
        host.pause(),
        cancel,
        Deadline.after(host.ticker(), LONGEST_MILLIS),
        failure -> {});
  }
}
