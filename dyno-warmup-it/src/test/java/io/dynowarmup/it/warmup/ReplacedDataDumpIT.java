// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.Jedis;

/** The data of a Redis is replaced while it is dumped. */
public class ReplacedDataDumpIT extends Scenario {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path in(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private Manifest dump(RedisServer redis, long keysPerSecond) {
    try {
      return new StoredDump(in("store"), new KeyHash(TokenHash.MURMUR, HashTag.NONE))
          .dump(
              new Endpoint(redis.host(), redis.port()),
              "n",
              HashRanges.ALL,
              in("work"),
              keysPerSecond);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  public void aDumpOfTwoDataSetsIsNone() throws Exception {
    RedisServer there = closeLater(RedisServer.start(redis));
    Filler.strings(there, 30_000, 50);
    CompletableFuture<Manifest> dump = CompletableFuture.supplyAsync(() -> dump(there, 20_000));
    Await.until("a chunk", LIMIT, () -> Files.exists(in("store/chunks")) || dump.isDone());
    try (Jedis jedis = there.client()) {
      jedis.flushAll();
    }
    Filler.strings(there, "other", 30_000, 50);

    CompletionException e = assertThrows(CompletionException.class, dump::join);

    assertEquals(e.toString(), Reason.SOURCE_FAILED, ((WarmupException) e.getCause()).reason());
    assertSays("was flushed, or made a replica, during the dump", e.getMessage());
    assertTrue("no manifest", !Files.exists(in("store/manifests")));
    assertEquals("the next one begins again", 30_000, dump(there, 1_000_000).keys());
  }

  @Test
  public void aKeyWithoutANameIsCounted() {
    RedisServer there = closeLater(RedisServer.start(redis));
    try (Jedis jedis = there.client()) {
      jedis.set("", "no node holds it");
      jedis.set("a", "b");
    }

    Manifest manifest = dump(there, 1_000_000);

    assertEquals(1, manifest.keys());
    assertEquals(1, manifest.leftOut());
  }
}
