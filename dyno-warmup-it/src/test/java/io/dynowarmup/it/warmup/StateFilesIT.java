// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.Test;

/** The default state files of several nodes. */
public class StateFilesIT extends Scenario {
  private final TempDir home = closeLater(TempDir.create("home"));

  private Daemon.Said run(RackNode node, String jvm, String... more) throws Exception {
    String yml = node.dynomite().yml().toString();
    List<String> all =
        Stream.concat(Stream.of("run", "--dynomite-yml", yml), Stream.of(more)).toList();
    return Daemon.say(Map.of("JAVA_TOOL_OPTIONS", jvm), all.toArray(String[]::new));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".state"))
          .sorted()
          .toList();
    }
  }

  /** Two runs at the same time: neither takes the other one for a second run on its node. */
  @Test
  public void twoNodesOfOneMachineWithTheSamePortAreWarmedAtOnce() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    Servers.fillForSlowLoad(source(), 10);
    RackNode other = cluster.node(2);
    assertEquals("one port", cold().redis().port(), other.redis().port());
    String jvm = "-Duser.home=" + home.path();
    CompletableFuture<Daemon.Said> first =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run(cold(), jvm, "--source", source().rack());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    Daemon.Said second = run(other, jvm, "--source", source().rack());

    assertEquals(second.toString(), 0, second.code());
    assertEquals(first.get().toString(), 0, first.get().code());
    assertSame(cold(), source());
    assertSame(other, source());
    assertEquals(names(home.path()).toString(), 2, names(home.path()).size());
  }

  @Test
  public void aUserWithoutAHomeHasNoDirectoryThatIsCalledSo() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    String jvm = "-Duser.home=? -Duser.name=? -Djava.io.tmpdir=" + home.path();
    Daemon.Said said = run(cold(), jvm);
    assertEquals(said.toString(), 0, said.code());
    assertServes(cold());
    assertFalse(Files.exists(Path.of("?")));
    if (Files.isWritable(Path.of("/var/lib/dyno-warmup"))) {
      return;
    }
    assertEquals(1, names(home.file("dyno-warmup")).size());
    assertTrue(said.toString(), said.toString().contains("may be gone after a reboot"));
  }

  @Test
  public void aFileThatTwoNodesWereGivenIsThatOfTheFirst() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.racks(3));
    Filler.strings(source().redis(), 500, 100);
    String jvm = "-Duser.home=" + home.path();
    String given = "state.file=" + home.file("given");
    Daemon.Said first = run(cold(), jvm, "-D", given);
    Daemon.Said second = run(cluster.node(2), jvm, "-D", given);

    assertEquals(first.toString(), 0, first.code());
    assertEquals(second.toString(), 0, second.code());
    assertTrue(second.toString(), second.err().contains("is that of another node"));
    assertEquals(1, names(home.path()).size());
    Await.until("its own state", LIMIT, () -> home.read("given").contains(cold().rack()));
  }
}
