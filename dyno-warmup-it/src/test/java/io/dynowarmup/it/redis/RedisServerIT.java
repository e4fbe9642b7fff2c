// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

@RunWith(Parameterized.class)
public class RedisServerIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RedisBinary binary;
  private RedisServer redis;

  public RedisServerIT(RedisBinary binary) {
    this.binary = binary;
  }

  @Parameters(name = "{0}")
  public static Set<RedisBinary> binaries() {
    return new LinkedHashSet<>(List.of(RedisBinary.embedded(), RedisBinary.newest()));
  }

  @After
  public void close() {
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  public void itAnswersOnItsAddressUntilItIsKilledAndAgainWhenItIsStarted() {
    redis = RedisServer.builder(binary).bind("127.9.8.7").build().start();
    assertEquals("master", redis.info("replication", "role"));
    assertEquals(binary.version(), redis.info("server", "redis_version"));
    String runId = redis.info("server", "run_id");
    redis.kill();
    assertFalse(redis.isRunning());
    redis.start();
    assertFalse(runId.equals(redis.info("server", "run_id")));
  }

  @Test
  public void aPasswordIsWantedAndKnown() {
    redis = RedisServer.builder(binary).password("secret").build().start();
    assertEquals(0, redis.keys());
    try (RespClient stranger = RespClient.connect(redis.address())) {
      assertTrue(stranger.call("DBSIZE").startsWith("-NOAUTH"));
    }
  }

  @Test
  public void aFrozenOneIsSilentUntilItIsThawed() {
    redis = RedisServer.start(binary);
    redis.freeze();
    try (RespClient client = RespClient.connect(redis.address())) {
      client.send("PING");
      Await.holdsFor("silent", Duration.ofMillis(100), () -> !client.hasAnswer());
      redis.thaw();
      assertEquals("+PONG", client.receive());
    }
  }

  @Test
  public void aMasterSeesItsReplicaByTheAddressThatThatOneListensOn() {
    redis = RedisServer.builder(binary).bind("127.9.8.1").build().start();
    RedisServer replica =
        RedisServer.builder(binary).bind("127.9.8.2").port(redis.port()).build().start();
    try (Jedis jedis = replica.client()) {
      Filler.strings(redis, 100, 10);
      jedis.replicaof(redis.host(), redis.port());
      Await.until("it is seen", LIMIT, () -> redis.info("replication", "slave0") != null);
      String line = redis.info("replication", "slave0");
      assertTrue(line, line.startsWith("ip=127.9.8.2,port=" + redis.port() + ","));
      Await.until("it has the data", LIMIT, () -> replica.keys() == 100);
    } finally {
      replica.close();
    }
  }

  @Test
  public void itsDirectoryGoesWithIt() {
    redis = RedisServer.start(binary);
    assertTrue(Files.exists(redis.dir()));
    redis.close();
    assertFalse(Files.exists(redis.dir()));
    redis.close();
  }

  @Test
  public void directivesReplaceTheDefaults() {
    redis = RedisServer.builder(binary).config("repl-diskless-sync-delay", "5").build().start();
    try (Jedis jedis = redis.client()) {
      assertEquals("5", jedis.configGet("repl-diskless-sync-delay").values().iterator().next());
      assertNotNull(jedis.configRewrite());
    }
  }
}
