// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Makes a Redis answer LOADING: it loads its data for some seconds. It stays the same process
 * (DEBUG RELOAD), and has to hold {@link Servers#fillForSlowLoad large strings}.
 */
final class Loading implements AutoCloseable {
  /** Redis answers after every 2 MB that it has loaded. */
  private static final int MILLIS_PER_KEY = 5;

  private final RackNode node;
  private final Thread reload;

  private Loading(RackNode node) {
    this.node = node;
    this.reload = new Thread(this::run, "reload");
  }

  /** Starts the load. Returns when Redis answers LOADING. */
  static Loading of(RackNode node) {
    return of(node, MILLIS_PER_KEY);
  }

  private static Loading of(RackNode node, int millisPerKey) {
    Servers.config(node, "rdbcompression", "no");
    Servers.loadSlowly(node, millisPerKey);
    Loading loading = new Loading(node);
    loading.reload.start();
    awaitLoading(node);
    return loading;
  }

  /** Starts a load that takes minutes. Redis answers after each of the keys that are added here. */
  static void forLong(RackNode node) {
    Filler.strings(node.redis(), "loads", 200, 2_000);
    Servers.config(node, "loading-process-events-interval-bytes", "1024");
    of(node, 300);
  }

  /** Waits until a Redis answers LOADING. */
  static void awaitLoading(RackNode node) {
    Await.until(node.redis() + " loads", Scenario.LIMIT, () -> answer(node).startsWith("LOADING"));
  }

  private void run() {
    try (Jedis jedis = new Jedis(node.host(), node.redis().port(), 60_000)) {
      Servers.debug(jedis, "RELOAD");
    } catch (JedisException e) {
      // The server has ended.
    }
  }

  private static String answer(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      return jedis.ping();
    } catch (JedisException e) {
      return String.valueOf(e.getMessage());
    }
  }

  boolean goesOn() {
    return reload.isAlive();
  }

  /** Waits for the end of the load. */
  @Override
  public void close() {
    Await.until(node.redis() + " is up", Scenario.LIMIT, () -> answer(node).equals("PONG"));
  }
}
