// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
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
    Servers.config(node, "rdbcompression", "no");
    Servers.loadSlowly(node, MILLIS_PER_KEY);
    Loading loading = new Loading(node);
    loading.reload.start();
    awaitLoading(node);
    return loading;
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
