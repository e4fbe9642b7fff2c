// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.config.DefaultSettableConfig;
import com.netflix.archaius.config.EmptyConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.topology.ExplicitTopology;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.Test;

public class WarmupConfigTest {
  @Test
  public void nothingSetIsTheDefaults() {
    WarmupConfig config = WarmupConfig.from(EmptyConfig.INSTANCE);
    assertTrue(config.bootstrap());
    assertFalse(config.force());
    assertEquals(100_000, config.bytesSyncDiff());
    assertEquals(900_000, config.bootstrapTimeMillis());
    assertEquals("auto", config.strategy());
    assertEquals("", config.source());
    assertEquals("", config.cluster());
    assertEquals(ExplicitTopology.builder().build(), config.topology());
    assertEquals("", config.dynomiteCommands().start());
    assertEquals("", config.dynomiteCommands().stop());
    assertEquals(15_000, config.dynomiteStartMillis());
    assertFalse(config.remoteDatacenters());
    assertEquals(3, config.sourceLimits().replicas());
    assertEquals(2_000, config.probeMillis());
    assertEquals(2_000, config.redisTimeoutMillis());
    assertEquals(60_000, config.redisWaitMillis());
    assertEquals(200, config.pollMillis());
    assertEquals(60_000, config.stallMillis());
    assertEquals(12_000, config.peersConnectedMillis());
    assertEquals(500, config.handOver().limitMillis());
    assertEquals(OptionalLong.empty(), config.handOver().settleMillis());
    assertEquals(3, config.handOver().tries());
    assertTrue(config.handOver().writeProbe());
    assertEquals(300_000, config.restoreMillis());
    assertEquals(300, config.coldUptimeSeconds());
    assertEquals(30_000, config.logMillis());
    assertEquals(Collections.emptyList(), config.warnings());
  }

  @Test
  public void whatTheTopologyMayKnowBetterIsEmptyUnlessItIsSet() {
    WarmupConfig config = WarmupConfig.from(EmptyConfig.INSTANCE);
    assertEquals(Optional.empty(), config.topology().redisHost());
    assertEquals(OptionalInt.empty(), config.topology().redisPort());
    assertEquals(OptionalInt.empty(), config.topology().peerRedisPort());
    assertEquals(OptionalInt.empty(), config.peerDynomiteClientPort());
    assertEquals(Collections.emptyList(), config.peerDynomiteAdminPorts());
    assertEquals(Optional.empty(), config.dynomiteYml());
    assertEquals(Optional.empty(), config.topology().adminUrl());
    assertEquals(Optional.empty(), config.topology().clientAddress());
  }

  @Test
  public void aDefaultThatIsWrittenInAFileCountsAsSet() {
    ExplicitTopology topology =
        WarmupConfig.from(Layers.file("redis.port", "22122", "redis.host", "127.0.0.1")).topology();
    assertEquals(OptionalInt.of(22122), topology.redisPort());
    assertEquals(Optional.of("127.0.0.1"), topology.redisHost());
  }

  @Test
  public void everySettingIsReadFromItsKey() {
    WarmupConfig config =
        WarmupConfig.from(
            Layers.file(
                "bootstrap", "FALSE",
                "bytes.sync.diff", "1",
                "msec.bootstraptime", "1002",
                "force", "true",
                "strategy", "delta",
                "source", "10.0.0.9:6379",
                "cluster", "my_cluster",
                "redis.host", "::1",
                "redis.port", "1003",
                "redis.timeout.msec", "1004",
                "redis.wait.msec", "1005",
                "peer.redis.port", "1006",
                "dynomite.yml", "/etc/dynomite.yml",
                "dynomite.admin.url", "http://localhost:1007/",
                "dynomite.client.address", "[::1]:1008",
                "dynomite.start.command", "start && echo ${HOME}",
                "dynomite.stop.command", "stop",
                "dynomite.start.msec", "1009",
                "token", "1,4294967295",
                "rack", "rack1",
                "datacenter", "dc1",
                "peers", "10.0.0.2:8101:rack2:dc1:1,4294967295:6379; [::2]:8101:rack3:dc1:1",
                "remote.datacenters", "true",
                "source.max.replicas", "10",
                "probe.msec", "1011",
                "poll.msec", "1012",
                "stall.msec", "1013",
                "peers.connected.msec", "1014",
                "handover.msec", "1015",
                "handover.settle.msec", "16",
                "handover.write.probe", "false",
                "peer.dynomite.client.port", "1017",
                "peer.dynomite.admin.ports", "22222,22223",
                "handover.tries", "18",
                "restore.msec", "1019",
                "cold.uptime.sec", "1020",
                "state.file", "/var/state",
                "log.msec", "1021"));
    assertFalse(config.bootstrap());
    assertEquals(1, config.bytesSyncDiff());
    assertEquals(1002, config.bootstrapTimeMillis());
    assertTrue(config.force());
    assertEquals("delta", config.strategy());
    assertEquals("10.0.0.9:6379", config.source());
    assertEquals("my_cluster", config.cluster());
    ExplicitTopology topology = config.topology();
    assertEquals(Optional.of("::1"), topology.redisHost());
    assertEquals(OptionalInt.of(1003), topology.redisPort());
    assertEquals(1004, config.redisTimeoutMillis());
    assertEquals(1005, config.redisWaitMillis());
    assertEquals(OptionalInt.of(1006), topology.peerRedisPort());
    assertEquals(Optional.of(Paths.get("/etc/dynomite.yml")), config.dynomiteYml());
    assertEquals(Optional.of("http://localhost:1007/"), topology.adminUrl());
    assertEquals(Optional.of(new Endpoint("::1", 1008)), topology.clientAddress());
    assertEquals("start && echo ${HOME}", config.dynomiteCommands().start());
    assertEquals("stop", config.dynomiteCommands().stop());
    assertEquals(1009, config.dynomiteStartMillis());
    assertEquals(Arrays.asList(1L, 4294967295L), topology.tokens());
    assertEquals(Optional.of("rack1"), topology.rack());
    assertEquals(Optional.of("dc1"), topology.datacenter());
    assertEquals(
        "[10.0.0.2:8101 (rack rack2, dc1, tokens [1, 4294967295]),"
            + " [::2]:8101 (rack rack3, dc1, tokens [1])]",
        topology.peers().toString());
    assertEquals(OptionalInt.of(6379), topology.peers().get(0).redisPort());
    assertTrue(config.remoteDatacenters());
    assertEquals(10, config.sourceLimits().replicas());
    assertEquals(1011, config.probeMillis());
    assertEquals(1012, config.pollMillis());
    assertEquals(1013, config.stallMillis());
    assertEquals(1014, config.peersConnectedMillis());
    assertEquals(1015, config.handOver().limitMillis());
    assertEquals(OptionalLong.of(16), config.handOver().settleMillis());
    assertFalse(config.handOver().writeProbe());
    assertEquals(OptionalInt.of(1017), config.peerDynomiteClientPort());
    assertEquals(Arrays.asList(22222, 22223), config.peerDynomiteAdminPorts());
    assertEquals(18, config.handOver().tries());
    assertEquals(1019, config.restoreMillis());
    assertEquals(1020, config.coldUptimeSeconds());
    assertEquals(Optional.of(Paths.get("/var/state")), config.stateFile());
    assertEquals(1021, config.logMillis());
    assertEquals(Collections.emptyList(), config.warnings());
  }

  @Test
  public void emptyIsTheDefaultWhereTheDefaultIsEmpty() {
    WarmupConfig config =
        WarmupConfig.from(
            Layers.file(
                "handover.settle.msec",
                "",
                "peer.redis.port",
                " ",
                "peer.redis.tls",
                "",
                "redis.tls",
                "true",
                "token",
                "",
                "state.file",
                ""));
    assertEquals(OptionalLong.empty(), config.handOver().settleMillis());
    assertEquals(OptionalInt.empty(), config.topology().peerRedisPort());
    assertTrue(config.peerRedis().tls());
    assertEquals(Collections.emptyList(), config.topology().tokens());
    assertEquals(Optional.empty(), config.stateFile());
  }

  @Test
  public void blanksAroundAValueAreDropped() {
    WarmupConfig config =
        WarmupConfig.from(Layers.file("poll.msec", "  250\t", "redis.password", " secret "));
    assertEquals(250, config.pollMillis());
    assertEquals(Secret.of("secret"), config.redis().password());
  }

  @Test
  public void numbersAndBooleansMayBeTyped() {
    DefaultSettableConfig settable = new DefaultSettableConfig();
    settable.setProperty(Layers.PREFIX + "poll.msec", 250);
    settable.setProperty(Layers.PREFIX + "force", true);
    assertEquals(250, WarmupConfig.from(settable).pollMillis());
    assertTrue(WarmupConfig.from(settable).force());
  }

  @Test
  public void aRunKeepsTheSettingsThatItBeganWith() {
    DefaultSettableConfig settable = new DefaultSettableConfig();
    settable.setProperty(Layers.PREFIX + "bootstrap", "true");
    settable.setProperty(Layers.PREFIX + "redis.password", "first");
    WarmupConfig before = WarmupConfig.from(settable);
    settable.setProperty(Layers.PREFIX + "bootstrap", "false");
    settable.setProperty(Layers.PREFIX + "redis.password", "second");
    settable.setProperty(Layers.PREFIX + "poll.msec", "wrong");
    assertTrue(before.bootstrap());
    assertEquals(Secret.of("first"), before.redis().password());
    assertEquals(200, before.pollMillis());
    settable.clearProperty(Layers.PREFIX + "poll.msec");
    assertFalse(WarmupConfig.from(settable).bootstrap());
  }

  @Test(expected = UnsupportedOperationException.class)
  public void settingsCannotBeTakenAway() {
    WarmupConfig.from(EmptyConfig.INSTANCE).settings().clear();
  }

  @Test(expected = UnsupportedOperationException.class)
  public void warningsCannotBeTakenAway() {
    WarmupConfig.from(EmptyConfig.INSTANCE).warnings().add("");
  }

  @Test
  public void allThatIsWrongStandsInOneMessage() {
    Config config = Layers.file("poll.msec", "soon", "redis.tls", "", "redis.port", "0");
    String message = Layers.complaint(config).getMessage();
    assertEquals(
        "dynomitemanager.dyno.warm.redis.port=0 (from /etc/dyno-warmup.properties) is wrong;"
            + " allowed: a whole number from 1 to 65535, digits only;"
            + " dynomitemanager.dyno.warm.redis.tls= (from /etc/dyno-warmup.properties) is empty;"
            + " allowed: true or false;"
            + " dynomitemanager.dyno.warm.poll.msec=soon (from /etc/dyno-warmup.properties) is wrong;"
            + " allowed: a whole number from 10 to 10000 ms, digits only",
        message);
  }

  @Test
  public void theUserOfAValueRefusesItInTheSameWords() {
    WarmupException e =
        WarmupConfig.from(Layers.file("strategy", "telepathy"))
            .wrong(WarmupKey.STRATEGY, "replication");
    assertEquals(WarmupException.Reason.BAD_CONFIG, e.reason());
    assertEquals(
        "dynomitemanager.dyno.warm.strategy=telepathy (from /etc/dyno-warmup.properties) is wrong;"
            + " allowed: replication",
        e.getMessage());
  }
}
