// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.Jedis;

/**
 * Kills a dump (kill -9) at random moments and starts it again, in 64 MB of heap. The dump that
 * ends at last is complete, and nothing else is in the store. {@code -Ddump.kills=100} sets the
 * number of kills.
 */
public class KilledDumpIT extends Scenario {
  private static final int KILLS = Integer.getInteger("dump.kills", 2);
  private static final int KEYS = 60_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final Random random = new Random(1);

  private Path in(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private static KeyHash hash() {
    return new KeyHash(TokenHash.MURMUR, HashTag.NONE);
  }

  @Test
  public void aDumpThatIsKilledGoesOn() throws Exception {
    RedisServer there = closeLater(RedisServer.start(redis));
    Filler.strings(there, KEYS, 500);
    Filler.types(there, 100);
    byte[] large = new byte[20_000_000];
    random.nextBytes(large);
    try (Jedis jedis = there.client()) {
      jedis.set("large".getBytes(), large);
    }
    Set<String> stored = new HashSet<>();
    for (int i = 0; i < KILLS; i++) {
      int wanted = stored.size() + 1 + random.nextInt(10);
      Process process = start(there, 20_000);
      try {
        Await.until(
            "chunks, or the end", LIMIT, () -> chunks().size() >= wanted || !process.isAlive());
      } finally {
        Children.kill(process);
      }
      Set<String> now = chunks();
      assertTrue("what was stored stays", now.containsAll(stored));
      stored = now;
    }

    Process last = start(there, 1_000_000);
    assertTrue(read("log"), Children.ends(last, LIMIT.multipliedBy(2)));
    assertEquals(read("log"), 0, last.exitValue());

    String manifest = Files.readString(files("store/manifests").get(0));
    assertEquals("one dump", 1, files("store/manifests").size());
    for (String chunk : chunks()) {
      assertTrue(chunk + " is in the manifest", manifest.contains(chunk + "\n"));
    }
    RedisServer here = closeLater(RedisServer.start(redis));
    StoredDump dumps = new StoredDump(in("store"), hash());
    assertEquals(List.of(), dumps.load(at(here), HashRanges.ALL).sentences());
    assertEquals(Map.of(), AllKeys.differences(here, there));
  }

  /** What "chunks expire" does to a dump to which nothing was added for a day. */
  @Test
  public void aDumpWhoseChunksWereRemovedBeginsAgain() throws Exception {
    RedisServer there = closeLater(RedisServer.start(redis));
    Filler.strings(there, KEYS, 50);
    Process process = start(there, 20_000);
    try {
      Await.until("chunks", LIMIT, () -> chunks().size() >= 5 || !process.isAlive());
    } finally {
      Children.kill(process);
    }
    Files.delete(in("store").resolve(chunks().iterator().next()));

    Process last = start(there, 1_000_000);
    assertTrue(read("log"), Children.ends(last, LIMIT.multipliedBy(2)));
    assertEquals(read("log"), 0, last.exitValue());

    RedisServer here = closeLater(RedisServer.start(redis));
    StoredDump dumps = new StoredDump(in("store"), hash());
    assertEquals(List.of(), dumps.load(at(here), HashRanges.ALL).sentences());
    assertEquals(Map.of(), AllKeys.differences(here, there));
  }

  private static Endpoint at(RedisServer redis) {
    return new Endpoint(redis.host(), redis.port());
  }

  private Process start(RedisServer redis, long keysPerSecond) throws IOException {
    List<String> command = JavaCommand.of("-Xmx64m", "-cp", System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            KilledDumpIT.class.getName(),
            redis.host(),
            String.valueOf(redis.port()),
            in("store").toString(),
            in("work").toString(),
            String.valueOf(keysPerSecond)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(in("log").toFile())
        .start();
  }

  private String read(String name) throws IOException {
    return Files.readString(in(name));
  }

  /** Returns the names of the chunks, as a manifest lists them. */
  private Set<String> chunks() {
    Set<String> names = new HashSet<>();
    for (Path file : files("store/chunks")) {
      names.add(in("store").relativize(file).toString());
    }
    return names;
  }

  private List<Path> files(String name) {
    if (!Files.isDirectory(in(name))) {
      return new ArrayList<>();
    }
    try (Stream<Path> all = Files.walk(in(name))) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Dumps; arguments: host, port, store, directory of the state, keys per second. */
  public static void main(String[] args) throws InterruptedException {
    Endpoint redis = new Endpoint(args[0], Integer.parseInt(args[1]));
    new StoredDump(Path.of(args[2]), hash())
        .dump(redis, "node", HashRanges.ALL, Path.of(args[3]), Long.parseLong(args[4]));
  }
}
