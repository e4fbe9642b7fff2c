// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runners.Parameterized.Parameters;

/** A dump of one version of Redis is loaded into another one. */
@EveryRedis
public class DumpVersionsIT extends Scenario {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private RedisServer started(RedisBinary binary) {
    return closeLater(RedisServer.start(binary));
  }

  private static Endpoint at(RedisServer redis) {
    return new Endpoint(redis.host(), redis.port());
  }

  private StoredDump dumpOf(RedisServer redis) throws InterruptedException {
    Filler.types(redis, 20);
    StoredDump dump =
        new StoredDump(
            folder.getRoot().toPath().resolve("store"),
            new KeyHash(TokenHash.MURMUR, HashTag.NONE));
    dump.dump(at(redis), "n", HashRanges.ALL, folder.getRoot().toPath().resolve("work"), 1_000_000);
    return dump;
  }

  @Test
  public void aNewerRedisLoadsTheDumpOfAnOlderOne() throws Exception {
    RedisServer older = started(RedisBinary.embedded());
    RedisServer newer = started(redis);

    assertEquals(List.of(), dumpOf(older).load(at(newer), HashRanges.ALL).sentences());

    assertEquals(Map.of(), AllKeys.differences(newer, older));
  }

  @Test
  public void anOlderRedisRefusesTheDumpOfANewerOneBeforeAnythingIsLoaded() throws Exception {
    assumeTrue("two versions", redis.atLeast(7, 0) && !RedisBinary.embedded().atLeast(7, 0));
    RedisServer newer = started(redis);
    RedisServer older = started(RedisBinary.embedded());
    StoredDump dump = dumpOf(newer);

    WarmupException e =
        assertThrows(WarmupException.class, () -> dump.load(at(older), HashRanges.ALL));

    assertEquals(Reason.STRATEGY_CANNOT, e.reason());
    assertSays("which Redis " + newer.info("server", "redis_version") + " wrote", e.getMessage());
    assertEquals(0, older.keys());
  }
}
