// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** What is left of a {@code chunks warm} that failed or was killed. */
public class ChunkWarmLeftoversIT extends ChunkWarmScenario {
  @Test
  public void aNodeThatRefusesPopulatorsDoesNotBlockTheOthers() throws Exception {
    List<RackNode> closed = racks();
    assertEquals(0, dump().code());
    List<Path> dump = files(store());
    try (Jedis jedis = closed.get(2).redis().client()) {
      jedis.set("written", "by a client");
    }
    String[] more = {"--from", "store", "--queue", "file://" + queue()};

    Daemon.Said said = warm(closed, more);

    assertEquals(said.toString(), 12, said.code());
    assertSays("it is not empty: it holds 1 key", said.err());
    assertEquals("neither state nor lock", dump, files(store()));
    assertFalse("no message", Files.exists(queue()));
    assertEquals("no fence", 0, closed.get(0).redis().keys());

    said = warm(closed.subList(0, 2), more);

    assertEquals(said.toString(), 0, said.code());
    assertWarm(closed.subList(0, 2));
  }

  /** The dump is slow, so that it is in progress when the controller is killed. */
  @Test
  public void aDumpThatAKilledControllerHasStartedIsEnded() throws Exception {
    List<RackNode> closed = racks(redis, "dump.bytes.per.second=10000");
    Filler.strings(source().redis(), 20_000, 50);
    Process process =
        new ProcessBuilder(
                BuiltJar.command(List.of(), arguments(closed, "--from", source().rack())))
            .redirectErrorStream(true)
            .redirectOutput(dir.file("log").toFile())
            .start();
    try {
      Await.until(
          () -> "a dump: " + dir.read("log"),
          LIMIT,
          () -> dumped().state() == DumpReport.State.RUNNING || !process.isAlive());
    } finally {
      Children.kill(process);
    }

    Daemon.Said said = warm(closed, "--clean");

    assertEquals(said.toString(), 0, said.code());
    assertSays("chunks expire removes its chunks after a day", said.out());
    assertEquals(DumpReport.State.ABORTED, dumped().state());
  }

  private DumpReport dumped() {
    return daemons.get(0).warmup().dumped();
  }
}
