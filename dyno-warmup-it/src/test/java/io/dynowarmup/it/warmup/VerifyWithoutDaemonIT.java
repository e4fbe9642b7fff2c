// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.state.RunLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Runs {@code verify} of the executable jar on a node that has no daemon. */
public class VerifyWithoutDaemonIT extends Scenario {
  private static final int KEYS = 300;

  /** At 10 keys a second, comparing them takes much longer than the test. */
  private static final int MANY_KEYS = 20_000;

  private DynomiteCluster cluster;
  private final TempDir dir = closeLater(TempDir.create("verify"));

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private Path state() {
    return dir.file("state");
  }

  private List<String> command(String... more) {
    List<String> all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of("--dynomite-yml", cold().dynomite().yml().toString()));
    all.addAll(List.of("-D", "state.file=" + state()));
    all.addAll(List.of(more));
    return all;
  }

  private Daemon.Said say(int code, String... more) throws Exception {
    Daemon.Said said = Daemon.say(Map.of(), command(more).toArray(String[]::new));
    assertEquals(said.toString(), code, said.code());
    return said;
  }

  /** Starts a comparison and waits until it compares. */
  private Process slow() throws Exception {
    List<String> command = command("--mode", "full", "-D", "verify.keys.per.second=10");
    Process process =
        new ProcessBuilder(BuiltJar.command(command.toArray(String[]::new)))
            .redirectOutput(dir.file("out").toFile())
            .redirectError(dir.file("err").toFile())
            .start();
    closeLater(process::destroyForcibly);
    Await.until(
        () -> "a script of the comparison; " + dir.read("out") + dir.read("err"),
        LIMIT,
        () -> compares());
    return process;
  }

  private boolean compares() {
    return cluster.nodes().stream().anyMatch(this::hasRunAScript);
  }

  private boolean hasRunAScript(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      return jedis.info("commandstats").contains("cmdstat_eval");
    }
  }

  private void assertEnds(int code, Process process) throws Exception {
    String said = dir.read("out") + dir.read("err");
    assertTrue(said, Children.ends(process, LIMIT));
    assertEquals(dir.read("out") + dir.read("err"), code, process.exitValue());
  }

  private void claim() {
    try (Jedis jedis = cold().redis().client()) {
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=" + cold().redis().info("server", "run_id") + " by=1@x",
          SetParams.setParams().px(120_000));
    }
  }

  private void sameKeysEverywhere(int keys) {
    cluster = cluster(c -> c.racks(3));
    cluster.nodes().forEach(node -> Filler.strings(node.redis(), keys, 20));
  }

  @Test
  public void whatDiffersIsCountedAndChangedOnlyByARepair() throws Exception {
    sameKeysEverywhere(KEYS);
    assertSays("DONE: sample", say(0).out());
    try (Jedis here = cold().redis().client()) {
      String before = here.get("key:7");
      here.set("key:7", "altered");

      String json = say(10, "--mode", "full", "--json").out();
      assertEquals(json, 1, json.lines().count());
      JsonObject found = JsonParser.parseString(json).getAsJsonObject();
      assertEquals("DONE", found.get("verifyState").getAsString());
      assertEquals("one key at two peers", 2, found.get("verifyDifferent").getAsInt());
      assertEquals(2 * KEYS - 2, found.get("verifyEqual").getAsInt());
      assertEquals("altered", here.get("key:7"));

      assertSays("DONE: repair", say(0, "--mode", "repair").out());
      assertEquals(before, here.get("key:7"));
    }
    RunLock.take(state()).close();
  }

  @Test
  public void aNodeThatIsBeingWarmedIsLeftAlone() throws Exception {
    sameKeysEverywhere(KEYS);
    RunLock lock = RunLock.take(state());
    assertSays("it holds " + state(), say(75, "--mode", "repair").err());
    lock.close();

    claim();
    for (String mode : List.of("sample", "full", "repair")) {
      Daemon.Said said = say(75, "--mode", mode);
      assertSays("another process is warming this node up", said.err());
      assertEquals("", said.out());
    }
    RunLock.take(state()).close();
  }

  @Test
  public void aRunThatBeginsEndsIt() throws Exception {
    sameKeysEverywhere(MANY_KEYS);
    Process comparison = slow();
    RunLock.take(state()).close();

    claim();

    assertEnds(11, comparison);
    assertSays("ABORTED: full", dir.read("out"));
    assertSays("another process is warming this node up", dir.read("out"));
  }

  @Test
  public void whoEndsTheProcessSeesWhatWasFound() throws Exception {
    sameKeysEverywhere(MANY_KEYS);
    Process comparison = slow();

    comparison.destroy();

    assertEnds(143, comparison);
    assertSays("ABORTED: full", dir.read("out"));
    assertSays("the process was asked to end", dir.read("out"));
  }
}
