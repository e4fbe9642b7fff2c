// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.chunks;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.populate.PopulateCounts;
import io.dynowarmup.chunk.populate.PopulateMessage;
import io.dynowarmup.chunk.populate.Populators;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.config.RedisSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.time.Timer;
import io.dynowarmup.topology.yml.DynomiteYml;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Takes messages from a queue and loads their chunks, until the queue is empty. */
public final class PopulateAction {
  private static final long REFRESH_MILLIS = 1_000;
  private static final int MOST_NAMED = 20;

  private final WarmupConfig config;
  private final Consumer<String> out;
  private final Ticker ticker = Ticker.system();
  private final Pause pause = Pause.system();

  /**
   * @param out receives the lines to print
   */
  public PopulateAction(WarmupConfig config, Consumer<String> out) {
    this.config = config;
    this.out = out;
  }

  /**
   * Works until the queue is empty, was removed, or the signal is given.
   *
   * @return whether every message was done
   */
  public boolean run(String uri, int fewest, int most, Screen screen, CancelSignal cancel)
      throws InterruptedException {
    ChunkStores stores = new ChunkStores(ticker, pause);
    long began = ticker.nanos();
    try (ChunkQueue queue = stores.queue(uri);
        Timer timer = new Timer(pause, (name, e) -> {})) {
      Populators populators =
          new Populators(
              queue,
              new JedisConnector(ticker),
              access(config),
              url -> new HttpDynomiteAdmin(url, ticker),
              stores::store,
              ticker,
              pause);
      timer.every("progress", REFRESH_MILLIS, () -> screen.live(live(queue, populators)));
      populators.run(fewest, most, cancel);
      timer.close();
      screen.live("");
      return end(queue, populators.counts(), ticker.nanos() - began);
    }
  }

  /** Returns the credentials of the Redis of other nodes. */
  static RedisAccess access(WarmupConfig config) {
    Secret ofYml =
        config
            .dynomiteYml()
            .map(path -> DynomiteYml.settled(path).redisPassword())
            .orElse(Secret.NONE);
    RedisSettings redis = config.peerRedis().orPassword(ofYml);
    return new RedisAccess(
        redis.username(), redis.password(), redis.tls(), (int) config.redisTimeoutMillis());
  }

  private static String live(ChunkQueue queue, Populators populators) {
    PopulateCounts counts = populators.counts();
    QueueDepth depth = queue.depth();
    return text(counts)
        + "; queue: "
        + depth.waiting()
        + " waiting, "
        + depth.held()
        + " in progress, "
        + depth.dead()
        + " dead"
        + (depth.oldestMillis().isPresent()
            ? ", the oldest " + Units.time(depth.oldestMillis())
            : "")
        + "; "
        + Units.count(populators.threads(), "thread");
  }

  private static String text(PopulateCounts counts) {
    return Units.count(counts.chunks(), "chunk")
        + " loaded, "
        + Units.keys(counts.keys())
        + ", "
        + Units.bytes(counts.bytes());
  }

  private boolean end(ChunkQueue queue, PopulateCounts counts, long nanos) {
    out.accept(
        text(counts)
            + " in "
            + Units.time(TimeUnit.NANOSECONDS.toMillis(nanos))
            + (counts.expired() == 0 ? "" : ", " + counts.expired() + " had expired"));
    counts.chunksByNode().forEach((node, n) -> out.accept(node + ": " + Units.count(n, "chunk")));
    counts.problems().forEach(out);
    List<String> dead = deadLetters(queue);
    for (String body : dead) {
      out.accept("dead letter: " + named(body));
    }
    return dead.isEmpty();
  }

  /** Returns the dead letters; none if the queue was removed, because its warm-up is over. */
  private static List<String> deadLetters(ChunkQueue queue) {
    try {
      return queue.deadLetters(MOST_NAMED);
    } catch (WarmupException e) {
      if (e.reason() == Reason.NO_STORE) {
        return Collections.emptyList();
      }
      throw e;
    }
  }

  private static String named(String body) {
    try {
      return PopulateMessage.parse(body).toString();
    } catch (WarmupException e) {
      return e.getMessage();
    }
  }
}
