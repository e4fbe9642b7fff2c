// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** The configuration of the local Redis is unchanged, both at once and after its next start. */
@EveryRedis
public class KeptSettingsIT extends Scenario {
  @Test
  public void allOfThemAfterAWarmUpAndAfterAnAbort() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    Servers.config(cold(), "masterauth", "somebody's");
    Servers.config(cold(), "slave-read-only", "no");
    Map<String, String> before = Servers.settings(cold());
    AtomicBoolean again = new AtomicBoolean();
    WarmedNode[] warmup = new WarmedNode[1];
    warmup[0] =
        closeLater(
                Strike.when(
                        (call, status) -> again.get() && call.method().equals("replicaOf"),
                        () -> warmup[0].engine().abort("a test"))
                    .beside(cold()))
            .set("force", true)
            .set("strategy", "replication");

    assertWarmed(warmup[0].atStartup());

    assertEquals(before, Servers.settings(cold()));
    again.set(true);
    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, warmup[0].atStartup());
    assertEquals(before, Servers.settings(cold()));
    assertServes(cold());
  }

  /** A CONFIG REWRITE happens while the node is a replica. */
  @Test
  public void theFileNamesNoSourceAfterwards() throws IOException {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    assertFalse(file(), hasReplicaof());
    WarmedNode warmup = warmup();
    warmup.engine().start(WarmupRequest.atStartup());
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    try (Jedis jedis = cold().redis().client()) {
      jedis.configRewrite();
    }
    assertTrue(file(), hasReplicaof());
    cluster.link(1, 0).redis().bandwidth(0);

    assertWarmed(warmup.end());

    assertFalse(file(), hasReplicaof());
    assertSame(cold(), source());
    assertServes(cold());
  }

  /**
   * CONFIG REWRITE would write these options into the file. A module that is then loaded twice
   * would end the next start.
   */
  @Test
  public void whatStandsOnTheCommandLineDoesNotGetIntoTheFile() throws IOException {
    redis = redis.with("--maxmemory", "300mb", "--masterauth", "secret", "--appendfsync", "no");
    cluster();
    Filler.strings(source().redis(), 500, 100);
    String before = file();

    assertWarmed(warmup().atStartup());

    assertEquals(before, file());
    assertEquals("secret", Servers.settings(cold()).get("masterauth"));
    assertSame(cold(), source());
  }

  /**
   * Simulates {@code --requirepass}: Redis knows the password, but its file does not contain it.
   */
  @Test
  public void norDoesAPassword() throws IOException {
    assumeFalse("it cannot log in to its Redis", RealDynomite.binary().isPresent());
    cluster(
        c ->
            c.redisConfig((rack, server) -> server.config("requirepass", "secret-5b1"))
                .settings(NodeSettings.defaults().withRedisPassword("secret-5b1")));
    Filler.strings(source().redis(), 500, 100);
    Path conf = cold().redis().dir().resolve("redis.conf");
    Files.writeString(conf, file().replaceAll("(?m)^requirepass .*$", ""));
    String before = file();

    assertWarmed(warmup().set("redis.password", "secret-5b1").atStartup());

    assertEquals(before, file());
    assertFalse(file(), file().contains("secret-5b1"));
    assertSame(cold(), source());
  }

  @Test
  public void aFileThatWasWrittenDuringAComparisonIsNotTouchedAgain() throws IOException {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    Filler.strings(cold().redis(), 2_000, 100);
    String before = file();
    WarmedNode warmup = warmup().set("force", true).set("strategy", "delta");

    assertWarmed(warmup.atStartup());

    assertEquals(before, file());
  }

  @Test
  public void theSettingLeavesAFileThatNamesTheSourceAlone() throws IOException {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    WarmedNode warmup = warmup().set("redis.config.rewrite", false);
    warmup.engine().start(WarmupRequest.atStartup());
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    try (Jedis jedis = cold().redis().client()) {
      jedis.configRewrite();
    }
    String during = file();
    cluster.link(1, 0).redis().bandwidth(0);

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertEquals(during, file());
    assertSays("redis.conf holds 'replicaof", end.warnings().toString());
  }

  private boolean hasReplicaof() throws IOException {
    return file().lines().anyMatch(line -> line.matches("(?i)(replicaof|slaveof) .*"));
  }

  private String file() throws IOException {
    return Files.readString(cold().redis().dir().resolve("redis.conf"));
  }
}
