// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.site.RemoteSiteNode;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;

/** How a controller reaches the store, the queue, the daemons and the nodes' Redis. */
public final class WarmTools implements AutoCloseable {
  private static final long CALL_MILLIS = 30_000;

  private final Ticker ticker = Ticker.system();
  private final Pause pause = Pause.system();
  private final ChunkStores stores = new ChunkStores(ticker, pause);
  private final ChunkStore store;
  private final RemoteClient client;
  private final RedisAccess access;
  private final int fewest;
  private final int most;

  /**
   * @param access credentials of the Redis of the nodes that populators load
   * @param fewest threads of the populators in this process
   * @param most 0 if there are only others
   */
  public WarmTools(String storeUri, RemoteClient client, RedisAccess access, int fewest, int most) {
    this.store = stores.store(storeUri);
    this.client = client;
    this.access = access;
    this.fewest = fewest;
    this.most = most;
  }

  WarmNode node(NodeReading reading) {
    return new WarmNode(new RemoteSiteNode(reading.member(), client, CALL_MILLIS), ticker);
  }

  ChunkStore store() {
    return store;
  }

  ChunkStore store(String uri) {
    return stores.store(uri);
  }

  ChunkQueue queue(String uri) {
    return stores.queue(uri);
  }

  RedisConnector connector() {
    return new JedisConnector(ticker);
  }

  RedisAccess access() {
    return access;
  }

  int fewestThreads() {
    return fewest;
  }

  int mostThreads() {
    return most;
  }

  Ticker ticker() {
    return ticker;
  }

  Pause pause() {
    return pause;
  }

  @Override
  public void close() {
    store.close();
  }
}
