// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import java.time.Duration;
import org.junit.After;
import org.junit.Test;
import redis.clients.jedis.Jedis;

public class WriteLoadIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RedisServer redis = RedisServer.start(RedisBinary.embedded());

  @After
  public void close() {
    redis.close();
  }

  @Test
  public void everyAcknowledgedSetIsCheckedAndALostOneIsFound() {
    WriteLoad load = run(Workload.uniqueSets("w:", 30), 2_000);
    assertTrue(load.check(redis).toString(), load.check(redis).isExact());
    try (Jedis jedis = redis.client()) {
      jedis.del("w:17");
    }
    assertEquals(1, load.check(redis).lost());
  }

  @Test
  public void anOlderVersionIsALostWrite() {
    WriteLoad load = run(Workload.versions("v:", 10, 0), 2_000);
    assertTrue(load.check(redis).toString(), load.check(redis).isExact());
    try (Jedis jedis = redis.client()) {
      jedis.set("v:3", "3");
    }
    assertEquals(1, load.check(redis).lost());
  }

  @Test
  public void countersThatMissOrRepeatAnIncrementAreDistinguished() {
    WriteLoad load = run(Workload.counters("c:", 10), 2_000);
    assertTrue(load.check(redis).toString(), load.check(redis).isExact());
    try (Jedis jedis = redis.client()) {
      jedis.incrBy("c:3", 2);
      jedis.decrBy("c:4", 3);
    }
    LoadCheck check = load.check(redis);
    assertEquals(2, check.doubled());
    assertEquals(3, check.lost());
    assertEquals(2, check.wrongKeys());
  }

  @Test
  public void refusalsAreCountedWithTheirWords() {
    try (Jedis jedis = redis.client()) {
      jedis.replicaof("127.0.0.1", 1);
    }
    WriteLoad load = WriteLoad.start(redis.address(), Workload.uniqueSets("w:", 0), 1_000);
    Await.until("10 refusals", LIMIT, () -> load.refused() >= 10);
    LoadReport report = load.stop();
    assertEquals(0, report.acked());
    assertTrue(
        report.toString(), report.errors().keySet().iterator().next().startsWith("READONLY"));
  }

  private WriteLoad run(Workload workload, int writes) {
    WriteLoad load = WriteLoad.start(redis.address(), workload, 5_000);
    Await.until(writes + " acknowledged", LIMIT, () -> load.acked() >= writes);
    assertEquals(0, load.stop().refused());
    return load;
  }
}
