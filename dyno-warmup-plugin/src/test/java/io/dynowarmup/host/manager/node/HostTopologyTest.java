// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.host.manager.FakeEnvironment;
import io.dynowarmup.host.manager.FakeIdentity;
import io.dynowarmup.host.manager.FakeStorage;
import io.dynowarmup.host.manager.FakeTokens;
import io.dynowarmup.host.manager.Row;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.RackRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HostTopologyTest {
  private static final String WHOLE =
      "dyn_o_mite:\n  listen: 127.0.0.1:8102\n  stats_listen: 127.0.0.1:3\n"
          + "  servers:\n  - 127.0.0.1:7777:1\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<String, String> settings = new HashMap<>();
  private final FakeIdentity identity = new FakeIdentity();
  private final FakeTokens tokens = new FakeTokens();
  private final FakeEnvironment environment = new FakeEnvironment();

  @Before
  public void aClusterOfTwoRacks() {
    // No server listens there, so every answer of Dynomite is missing.
    settings.put("florida.dyno.warm.dynomite.admin.url", "http://127.0.0.1:1");
    settings.put("florida.dynomiteYaml", folder.getRoot() + "/none.yml");
    tokens.rows.add(identity.own);
    tokens.rows.add(new Row("i-2", "rack1", "20"));
    tokens.rows.add(new Row("i-3", "rack2", "10"));
    tokens.rows.add(new Row("i-4", "rack2", "20"));
  }

  private Topology read() {
    HostSettings hostSettings = new HostSettings(new MapConfig(settings), identity);
    return new HostTopology(
            hostSettings,
            identity,
            environment,
            new FakeStorage(),
            new HostPeers(tokens, environment))
        .read(hostSettings.read());
  }

  private static List<String> hosts(List<Peer> peers) {
    return peers.stream().map(p -> p.redis().toString()).collect(Collectors.toList());
  }

  private void yml(String text) throws IOException {
    Path file = folder.getRoot().toPath().resolve("dynomite.yml");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    settings.put("florida.dynomiteYaml", file.toString());
  }

  /**
   * Writes a file that is not read again for some seconds, as one that has just been written is.
   */
  private void oldYml(String text) throws IOException {
    yml(text);
    Path file = folder.getRoot().toPath().resolve("dynomite.yml");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
  }

  @Test
  public void ownTokenRackAndRegionAreTheHosts() {
    Topology topology = read();
    assertEquals(Collections.singletonList(10L), topology.tokens());
    assertEquals("rack1", topology.rack());
    assertEquals("us-east-1", topology.datacenter());
    assertEquals("dynomite-manager", topology.source());
  }

  @Test
  public void thePeersAreThoseOfTheTokenDatabaseWithoutOurselves() {
    Topology topology = read();
    assertEquals(3, topology.peers().size());
    assertEquals(
        Collections.singletonList("i-3.example:22122"), hosts(topology.sameTokenPeers(false)));
    assertEquals("my_cluster", tokens.asked.get(0));
  }

  @Test
  public void theRedisIsTheOneThatTheHostStarts() {
    assertEquals("127.0.0.1:22122", read().redis().toString());
  }

  @Test
  public void whatTheDatabaseDoesNotReportOfThisNodeComesFromTheEnvironment() {
    identity.own.rack = null;
    identity.own.datacenter = "";
    tokens.rows.clear();
    tokens.rows.add(new Row("i-3", "rack2", "10"));
    Topology topology = read();
    assertEquals("rack-of-env", topology.rack());
    assertEquals("region-of-env", topology.datacenter());
  }

  @Test
  public void aSettingWinsOverTheHost() {
    settings.put("florida.dyno.warm.token", "20");
    settings.put("florida.dyno.warm.redis.port", "6379");
    settings.put("florida.dyno.warm.peer.redis.port", "6380");
    Topology topology = read();
    assertEquals(Collections.singletonList(20L), topology.tokens());
    assertEquals("127.0.0.1:6379", topology.redis().toString());
    assertEquals(
        Collections.singletonList("i-4.example:6380"), hosts(topology.sameTokenPeers(false)));
    assertEquals("properties over dynomite-manager", topology.source());
  }

  @Test
  public void peersOfTheSettingsWinOverTheDatabase() {
    settings.put("florida.dyno.warm.peers", "10.0.0.5:8101:rack3:us-east-1:10");
    assertEquals(Collections.singletonList("10.0.0.5:22122"), hosts(read().sameTokenPeers(false)));
    assertEquals(Collections.emptyList(), tokens.asked);
  }

  @Test
  public void theTokensOfRowsWithoutANodeDivideTheKeysAsInDynomite() {
    assertEquals("[(20, 10]]", read().ranges().toString());
    tokens.rows.add(new Row("new_slot", "rack1", "30"));
    Row out = new Row("i-9", "rack2", "30");
    out.outOfService = true;
    tokens.rows.add(out);

    Topology topology = read();

    assertEquals("[(30, 10]]", topology.ranges().toString());
    assertEquals("token [10] of 3", topology.keyRange().toString());
    RackRing rack2 = topology.otherRacks().get(0);
    assertEquals("i-4.example", rack2.ownerOf(20).get().redis().host());
    assertFalse(rack2.ownerOf(21).isPresent());
    assertEquals(3, topology.peers().size());
  }

  /** A share of the keys would be unknown; this node alone holds the keys of its rack. */
  @Test
  public void aRowWithoutANodeDividesNothingByAHashThatCannotBeComputed() throws IOException {
    yml(WHOLE + "  hash: murmur3\n");
    tokens.rows.removeIf(row -> row.getInstanceId().equals("i-2"));
    tokens.rows.add(new Row("new_slot", "rack1", "30"));

    assertEquals(2, read().ownedKeys("k", 2).size());

    tokens.rows.add(new Row("i-2", "rack1", "20"));
    WarmupException e = assertThrows(WarmupException.class, () -> read().ownedKeys("k", 2));
    assertTrue(e.getMessage(), e.getMessage().contains("murmur3"));
  }

  @Test
  public void emptyRowsAndRowsOfNodesThatAreOutAreNoPeers() {
    tokens.rows.add(new Row("new_slot", "rack3", "10"));
    Row out = new Row("i-9", "rack3", "10");
    out.outOfService = true;
    tokens.rows.add(out);
    assertEquals(3, read().peers().size());
  }

  @Test
  public void aRowThatCannotBeReadDoesNotHideTheOthers() {
    Row broken = new Row("i-9", "rack3", null);
    tokens.rows.add(0, broken);
    assertEquals(3, read().peers().size());
  }

  @Test
  public void aRowWithoutANameHasAnAddressAndOneWithoutAPortTheUsualOne() {
    Row row = new Row("i-9", "rack3", "10");
    row.host = null;
    row.ip = "fd00::9";
    row.peerPort = 0;
    tokens.rows.add(row);
    Peer peer = read().peers().get(3);
    assertEquals("[fd00::9]:8101", peer.dynomite().toString());
  }

  @Test
  public void withoutANameOfTheClusterItIsTheSettings() {
    environment.cluster = null;
    settings.put("florida.dyno.warm.cluster", "named_here");
    assertEquals(3, read().peers().size());
    assertEquals("named_here", tokens.asked.get(0));
  }

  @Test
  public void withoutAnyNameOfTheClusterTheDatabaseIsNotAskedForNull() throws IOException {
    environment.cluster = null;
    oldYml(
        "dyn_o_mite:\n  dyn_seeds:\n  - 10.0.0.7:8101:rack2:us-east-1:10\n"
            + "  servers:\n  - 127.0.0.1:22122:1\n");
    assertEquals(Collections.singletonList("10.0.0.7:22122"), hosts(read().sameTokenPeers(false)));
    assertEquals(Collections.emptyList(), tokens.asked);
  }

  @Test
  public void aDatabaseThatIsDownLeavesItToDynomite() {
    tokens.down = true;
    WarmupException e = assertThrows(WarmupException.class, this::read);
    assertEquals(Reason.NO_TOPOLOGY, e.reason());
  }

  @Test
  public void aClusterOfOneNodeIsKnownWithoutAskingDynomite() {
    tokens.rows.clear();
    tokens.rows.add(identity.own);
    assertEquals(Collections.emptyList(), read().peers());
  }

  @Test
  public void howDynomiteIsConfiguredIsReadWhereTheHostWritesIt() throws IOException {
    oldYml(
        "dyn_o_mite:\n  timeout: 3000\n  datastore_connections: 4\n  servers:\n"
            + "  - 127.0.0.1:7777:1\n");
    Topology topology = read();
    assertEquals(3000, topology.dynomite().timeoutMillis());
    assertEquals(4, topology.dynomite().datastoreConnections());
    assertEquals("127.0.0.1:7777", topology.redis().toString());
    assertEquals("rack1", topology.rack());
  }

  @Test
  public void aFileOfTheHostsThatCannotBeReadIsNotReplacedByDefaults() throws IOException {
    for (String broken : new String[] {"not: [a, dynomite.yml\n", ""}) {
      oldYml(broken);
      WarmupException e = assertThrows(WarmupException.class, this::read);
      assertEquals(Reason.FILE, e.reason());
      assertTrue(e.getMessage(), e.getMessage().contains("dynomite.yml"));
    }
  }

  @Test
  public void aFileThatTheHostIsWritingIsReadWhenItIsWhole() throws Exception {
    yml("");
    assertReadWhenItIsWhole(
        "dyn_o_mite:\n  listen: 127.0.0.1:8102\n  stats_listen: 127.0.0.1:2\n", WHOLE);
  }

  @Test
  public void aFileThatASettingNamesIsReadWhenItIsWholeToo() throws Exception {
    yml("");
    settings.put("florida.dyno.warm.dynomite.yml", settings.get("florida.dynomiteYaml"));
    assertReadWhenItIsWhole(WHOLE);
  }

  /** The host writes as soon as the reader waits for it. */
  private void assertReadWhenItIsWhole(String... written) throws InterruptedException {
    settings.remove("florida.dyno.warm.dynomite.admin.url");
    Thread reader = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread host =
        new Thread(
            () -> {
              while (reader.getState() != Thread.State.TIMED_WAITING && !over.get()) {
                Thread.yield();
              }
              try {
                for (String text : written) {
                  yml(text);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    host.start();
    try {
      assertEquals("http://127.0.0.1:3", read().adminUrl());
    } finally {
      over.set(true);
      host.join();
    }
  }

  @Test
  public void aFileThatASettingNamesHasToBeThere() {
    settings.put("florida.dyno.warm.dynomite.yml", folder.getRoot() + "/missing.yml");
    WarmupException e = assertThrows(WarmupException.class, this::read);
    assertEquals(Reason.FILE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("missing.yml"));
  }
}
