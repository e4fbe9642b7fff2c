// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.runners.Parameterized.Parameters;

/** A rack with data and three closed racks, whose daemons run in this process. */
public abstract class ChunkWarmScenario extends Scenario {
  static final int KEYS = 3_000;

  final TempDir dir = closeLater(TempDir.create("warm"));
  final List<WatchedNode> daemons = new ArrayList<>();
  private int jmxPort;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  final Path store() {
    return dir.file("store");
  }

  final Path queue() {
    return dir.file("queue");
  }

  /** Rack 0 holds the data; three racks are closed. */
  final List<RackNode> racks() {
    return racks(redis);
  }

  /**
   * @param closedRedis of the closed racks
   * @param ofSource settings of rack 0
   */
  final List<RackNode> racks(RedisBinary closedRedis, String... ofSource) {
    var cluster =
        cluster(
            c -> c.racks(4).sendingAtOnce().redisOfRack(rack -> rack == 0 ? redis : closedRedis));
    Filler.strings(source().redis(), KEYS, 50);
    Filler.types(source().redis(), 20);
    List<RackNode> all = cluster.nodes();
    jmxPort = FreePorts.on(all.stream().map(RackNode::host).toList());
    List<String> settings = new ArrayList<>(Arrays.asList(ofSource));
    settings.add("cold.uptime.sec=0");
    daemon(all.get(0), settings);
    List<RackNode> closed = all.subList(1, 4);
    closed.forEach(node -> daemon(node, List.of("requires.bootstrap=true")));
    for (WatchedNode daemon : daemons.subList(1, 4)) {
      Await.until(
          () -> "closed, now " + daemon.warmup().bootstrap(),
          LIMIT,
          () -> daemon.warmup().bootstrap() == BootstrapState.REQUIRES_BOOTSTRAP);
    }
    for (RackNode node : closed) {
      Await.until("STANDBY", LIMIT, () -> "STANDBY".equals(node.dynomite().adminClient().state()));
    }
    Await.until(
        () -> "a warm source, now " + daemons.get(0).warmup().status(),
        LIMIT,
        () -> daemons.get(0).warmup().status().outcome().isPresent());
    return closed;
  }

  private void daemon(RackNode node, List<String> more) {
    List<String> settings = new ArrayList<>(more);
    settings.addAll(List.of("chunks.store=file://" + store(), "bootstrap=true"));
    daemons.add(
        closeLater(WatchedNode.of(node, settings.toArray(String[]::new)))
            .overJmxmp(this, node.host(), jmxPort));
  }

  final List<String> arguments(List<RackNode> to, String... more) {
    List<String> all = new ArrayList<>(List.of("chunks", "warm"));
    all.addAll(List.of("--dynomite-yml", source().dynomite().yml().toString()));
    all.addAll(List.of("--jmx-port", Integer.toString(jmxPort)));
    all.addAll(List.of("-D", "jmx.host=" + source().host()));
    all.addAll(List.of("--store", "file://" + store()));
    all.addAll(List.of("--to", String.join(",", to.stream().map(RackNode::host).toList())));
    all.addAll(Arrays.asList(more));
    return all;
  }

  final Daemon.Said warm(List<RackNode> to, String... more) throws Exception {
    return Daemon.say(Map.of(), arguments(to, more).toArray(String[]::new));
  }

  final void assertWarm(List<RackNode> nodes) {
    for (RackNode node : nodes) {
      AllKeys.awaitSame(node.redis(), source().redis(), LIMIT);
      assertServes(node);
    }
  }

  final void assertNothingIsLeft() {
    assertEquals(List.of(), files(store()));
    assertFalse(queue().toString(), Files.exists(queue()));
  }

  static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Daemon.Said dump() throws Exception {
    return Daemon.say(
        Map.of(),
        "chunks",
        "dump",
        "--dynomite-yml",
        source().dynomite().yml().toString(),
        "-D",
        "state.file=" + dir.file("state"),
        "--store",
        "file://" + store());
  }
}
