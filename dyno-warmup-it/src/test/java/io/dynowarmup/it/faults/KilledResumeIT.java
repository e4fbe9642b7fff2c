// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.it.warmup.WarmedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A run that resumes after a planned stop is killed; the next one compares what is here. */
@RunWith(Parameterized.class)
public class KilledResumeIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Moment moment;

  public KilledResumeIT(Moment moment) {
    this.moment = moment;
  }

  @Parameters(name = "{0}")
  public static List<Moment> moments() {
    return List.of(Moment.CATCH_UP, Moment.HAND_OVER, Moment.DETACHED);
  }

  @Test
  public void theNextRunDetachesRedisAndKeepsItsData() throws IOException, InterruptedException {
    try (DynomiteCluster cluster = DynomiteCluster.builder().racks(2).build().start()) {
      RackNode source = cluster.node(0);
      RackNode cold = cluster.node(1);
      Filler.strings(source.redis(), 1_000, 100);
      try (WarmedNode node = WarmedNode.of(cold)) {
        assertWarmed(node.atStartup());
        String said = node.engine().prepareStop("a test");
        assertTrue(said, said.contains("the next start resumes at offset"));
        write(source, "during the stop");
        cold.redis().stop();
        cold.redis().start();
        kill(node);
        write(source, "after the kill");

        WarmupStatus end = node.byHand();

        System.out.println(moment + ": " + end.strategy() + " " + end.warnings());
        assertWarmed(end);
        assertFalse(end.strategy().toString(), end.strategy().orElse("").startsWith("resume"));
        assertEquals("master", cold.redis().info("replication", "role"));
        assertTrue(
            KeyComparer.compare(cold.redis(), source.redis(), "__dyno_warmup:").toString(),
            KeyComparer.compare(cold.redis(), source.redis(), "__dyno_warmup:").isNone());
        assertFalse("the note is used", Files.exists(note(node)));
      }
    }
  }

  private static Path note(WarmedNode node) {
    return node.directory().resolve("state.stop");
  }

  private static void write(RackNode source, String key) throws IOException {
    try (RespClient client = RespClient.connect(source.dynomite().client())) {
      assertEquals("+OK", client.call("SET", key, "x"));
    }
  }

  /** Runs the warm-up in a process of its own, which ends at the moment like one that is killed. */
  private void kill(WarmedNode node) throws IOException, InterruptedException {
    List<String> command = JavaCommand.of("-cp", System.getProperty("java.class.path"));
    command.addAll(List.of(Killed.class.getName(), moment.name(), Killed.redisOf(node.node())));
    command.add("dynomite.yml=" + node.node().dynomite().yml());
    command.add("state.file=" + node.directory().resolve("state"));
    Path out = node.directory().resolve("killed");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      boolean killed = Children.ends(process, LIMIT) && process.exitValue() == Killed.EXIT;
      assertTrue(Files.readString(out), killed);
      assertTrue(Files.readString(out), Files.readString(out).contains("Relaying the source's"));
    } finally {
      Children.kill(process);
    }
  }

  private static void assertWarmed(WarmupStatus end) {
    assertEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
  }
}
