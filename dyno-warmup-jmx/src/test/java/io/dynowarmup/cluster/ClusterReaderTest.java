// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.Secret;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.host.standalone.StandaloneHost;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests that nodes that are down or do not answer are reported and do not delay the others. */
public class ClusterReaderTest {
  @Rule public final Timeout limit = Timeout.seconds(60);
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static void set(DefaultSettableConfig settings, String key, String value) {
    settings.setProperty(WarmupConfig.PREFIXES.get(0) + key, value);
  }

  /** Returns a reader of this node, which is down, and of one whose every port is the given one. */
  private ClusterReader reader(int port, long limitMillis) throws IOException {
    DefaultSettableConfig settings = new DefaultSettableConfig();
    set(settings, "token", "1");
    set(settings, "rack", "a");
    set(settings, "datacenter", "dc");
    set(settings, "redis.port", "1");
    set(settings, "dynomite.yml", nothingListens().toString());
    set(settings, "dynomite.admin.url", "http://127.0.0.1:" + port);
    set(settings, "peers", "127.0.0.2:" + port + ":b:dc:1:" + port);
    StandaloneHost host = new StandaloneHost(settings);
    WarmupConfig config = host.readConfig();
    Topology topology = host.readTopology(config);
    JmxAddresses addresses =
        new JmxAddresses("--jmx-at", port, Collections.singletonMap("127.0.0.1", "127.0.0.1:1"));
    List<ClusterMember> members =
        new ClusterMembers(config, addresses, OptionalInt.of(port)).of(topology, true);
    RemoteClient client = new RemoteClient(Optional.empty(), Optional.empty(), Secret.NONE);
    return new ClusterReader(host, config, topology, members, client, limitMillis);
  }

  /** Returns a dynomite.yml whose port is certainly free, unlike the default one. */
  private Path nothingListens() throws IOException {
    Path yml = folder.getRoot().toPath().resolve("dynomite.yml");
    String text = "dyn_o_mite:\n  dyn_listen: 127.0.0.1:1\n";
    return Files.write(yml, text.getBytes(StandardCharsets.UTF_8));
  }

  private static ServerSocket silent() throws Exception {
    return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
  }

  @Test
  public void aNodeThatIsDownSaysWhichOfItsPortsRefuseAndASilentOneThatItDoesNotAnswer()
      throws Exception {
    try (ServerSocket silent = silent();
        ClusterReader reader = reader(silent.getLocalPort(), 10_000)) {
      List<NodeReading> readings = reader.await();

      assertEquals(2, readings.size());
      for (NodeReading reading : readings) {
        assertEquals(reading.reason(), "DOWN", reading.state());
        assertEquals(Origin.DIRECT, reading.origin());
        assertTrue(reading.jmxProblem().isPresent());
        assertEquals(Optional.empty(), reading.jmxRefusal());
      }
      String down = readings.get(0).reason();
      assertTrue(down, down.contains("127.0.0.1:1 refused the connection"));
      assertTrue(down, down.contains("Dynomite is down: 127.0.0.1:1 refuses"));
      String silence = readings.get(1).reason();
      assertTrue(silence, silence.contains("Dynomite listens at 127.0.0.2:"));
    }
  }

  @Test
  public void afterTheLimitANodeIsReportedWithoutItsAnswer() throws Exception {
    try (ServerSocket silent = silent();
        ClusterReader reader = reader(silent.getLocalPort(), 1)) {
      NodeReading late = reader.await().get(1);
      assertEquals(Origin.NONE, late.origin());
      assertEquals("DOWN", late.state());
      assertTrue(late.reason(), late.reason().startsWith("no answer within "));
    }
  }

  @Test
  public void theWatchNeitherWaitsNorForgetsANode() throws Exception {
    try (ServerSocket silent = silent();
        ClusterReader reader = reader(silent.getLocalPort(), 10_000)) {
      Set<String> seen = new HashSet<>();
      while (!seen.containsAll(Arrays.asList("UNKNOWN NONE", "DOWN DIRECT"))) {
        List<NodeReading> readings = reader.latest();
        assertEquals(2, readings.size());
        readings.forEach(r -> seen.add(r.state() + " " + r.origin()));
        Thread.sleep(10);
      }
    }
  }
}
