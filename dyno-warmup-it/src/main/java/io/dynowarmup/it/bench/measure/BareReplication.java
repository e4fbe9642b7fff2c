// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.measure;

import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** Replicates as an operator does by hand: REPLICAOF, wait until in sync, REPLICAOF NO ONE. */
public final class BareReplication {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);

  private BareReplication() {}

  /**
   * Replicates once.
   *
   * @return milliseconds until a poll saw the link up and the replica's offset not behind the
   *     source's
   * @throws IllegalStateException if that takes longer than 10 minutes
   */
  public static double millis(RedisServer source, RedisServer replica) {
    try (Jedis from = source.client();
        Jedis to = replica.client()) {
      long start = Clock.nanos();
      to.replicaof(source.host(), source.port());
      while (!inSync(from, to)) {
        if (Clock.nanos() - start > LIMIT_NANOS) {
          throw new IllegalStateException("no sync within 10 minutes: " + to.info("replication"));
        }
        Clock.pass(LOOK_NANOS);
      }
      long nanos = Clock.nanos() - start;
      to.replicaofNoOne();
      return nanos / 1e6;
    }
  }

  private static boolean inSync(Jedis from, Jedis to) {
    String here = to.info("replication");
    return here.contains("master_link_status:up")
        && field(here, "slave_repl_offset")
            >= field(from.info("replication"), "master_repl_offset");
  }

  private static long field(String info, String name) {
    int at = info.indexOf(name + ":");
    int end = info.indexOf('\r', at);
    return at < 0 ? -1 : Long.parseLong(info.substring(at + name.length() + 1, end));
  }
}
