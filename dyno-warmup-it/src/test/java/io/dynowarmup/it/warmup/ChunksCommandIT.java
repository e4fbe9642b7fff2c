// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/** The command {@code chunks} of the executable jar. */
public class ChunksCommandIT extends Scenario {
  private static final int KEYS = 2_000;

  private final TempDir dir = closeLater(TempDir.create("chunks"));

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private Path store() {
    return dir.file("store");
  }

  private Daemon.Said say(int code, String action, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("chunks", action, "--store", "file://" + store()));
    all.addAll(List.of(more));
    Daemon.Said said = Daemon.say(Map.of(), all.toArray(String[]::new));
    assertEquals(said.toString(), code, said.code());
    return said;
  }

  private Daemon.Said dump(int code, String... more) throws Exception {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--dynomite-yml", source().dynomite().yml().toString()));
    all.addAll(List.of("-D", "state.file=" + dir.file("state")));
    all.addAll(List.of(more));
    return say(code, "dump", all.toArray(String[]::new));
  }

  @Test
  public void aDumpIsMadeListedVerifiedAndRemoved() throws Exception {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    assertSays("there is no directory " + store(), say(12, "list").err());

    assertSays(KEYS + " keys, ", dump(0).out());
    assertTrue("the state of the dump is removed", !Files.exists(dir.file("state.dump")));

    assertSays(KEYS + " keys, ", say(0, "list").out());
    assertSays(": sound, " + KEYS + " of " + KEYS + " records", say(0, "verify").out());

    dump(0);
    assertSays("removed ", say(0, "expire", "--keep", "1").out());
    assertEquals(1, say(0, "list").out().lines().count());

    Files.delete(chunk());
    assertSays(" is missing", say(10, "verify").out());
    assertSays("--keep N", say(64, "expire").err());
    assertSays("there is no dump 'x'", say(64, "verify", "--id", "x").err());
  }

  private Path chunk() throws IOException {
    try (Stream<Path> all = Files.walk(store().resolve("chunks"))) {
      return all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  public void aNodeThatIsNotWarmIsDumpedOnlyByForce() throws Exception {
    cluster();
    Filler.strings(source().redis(), 10, 50);
    markCold();

    assertSays("is cold by its own record", dump(12).err());
    assertSays("10 keys, ", dump(0, "--force").out());
  }

  /** Writes the record of a node whose last run failed. */
  private void markCold() {
    NodeRecord record =
        NodeRecord.of(
            NodeRecord.State.COLD,
            NodeRecord.nodeName("dc", source().rack()),
            source().redis().info("server", "run_id"),
            System.currentTimeMillis(),
            "copy",
            "");
    try (Jedis jedis = source().redis().client()) {
      jedis.set(OwnKeys.RECORD, record.toString());
    }
  }
}
