// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RedisConfigFileGuardTest {
  private static final String REWRITES = "cmdstat_config|rewrite";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Scenario s;
  private Path conf;

  @Before
  public void scenario() throws IOException {
    s = new Scenario(folder.getRoot().toPath());
    conf = folder.newFile("redis.conf").toPath();
    Files.write(conf, "port 22122\n".getBytes(StandardCharsets.UTF_8));
    s.local.configFile = conf.toString();
  }

  private String text() throws IOException {
    return new String(Files.readAllBytes(conf), StandardCharsets.UTF_8);
  }

  private WarmupStatus assertWarmed() {
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    s.assertRestored();
    return end;
  }

  private boolean rewritten() {
    return s.world.faults().calls().contains("local CONFIG REWRITE");
  }

  private void someoneRewritesItInCatchUp() {
    s.entering(WarmupPhase.CATCH_UP, s.local::rewriteFile);
  }

  @Test
  public void aFileWithoutReplicaofIsLeftAlone() throws IOException {
    WarmupStatus end = assertWarmed();
    assertFalse(rewritten());
    assertEquals("port 22122\n", text());
    assertFalse(end.warnings().toString(), end.warnings().toString().contains("redis.conf"));
  }

  @Test
  public void replicaofOfThisRunIsTakenOut() throws IOException {
    someoneRewritesItInCatchUp();
    assertWarmed();
    assertTrue(rewritten());
    assertFalse(text(), text().contains("replicaof"));
  }

  @Test
  public void theSettingForbidsIt() throws IOException {
    s.with("redis.config.rewrite", false);
    someoneRewritesItInCatchUp();
    WarmupStatus end = assertWarmed();
    assertFalse(rewritten());
    assertTrue(text(), text().contains("replicaof"));
    String warnings = end.warnings().toString();
    assertTrue(warnings, warnings.contains(conf + " holds 'replicaof 127.0.0.1:22201'"));
    assertTrue(warnings, warnings.contains("redis.config.rewrite is false"));
  }

  @Test
  public void forAnUnreadableFileTheStatisticsDecide() {
    s.local.configFile = "/nowhere/redis.conf";
    assertWarmed();
    assertFalse("none was sent", rewritten());

    s = new Scenario(folder.getRoot().toPath().resolve("2"));
    s.local.configFile = "/nowhere/redis.conf";
    s.local.infoOverrides.put(REWRITES, "calls=3,usec=12");
    assertWarmed();
    assertFalse("none was sent during the run", rewritten());

    s = new Scenario(folder.getRoot().toPath().resolve("3"));
    s.local.configFile = "/nowhere/redis.conf";
    s.entering(WarmupPhase.CATCH_UP, () -> s.local.infoOverrides.put(REWRITES, "calls=1,usec=12"));
    assertWarmed();
    assertTrue(rewritten());
  }

  @Test
  public void anOlderServerDoesNotDistinguishThemAndIsLeftAlone() {
    s.local.configFile = "/nowhere/redis.conf";
    s.local.infoOverrides.put("cmdstat_config", "calls=3,usec=12");
    s.entering(
        WarmupPhase.CATCH_UP, () -> s.local.infoOverrides.put("cmdstat_config", "calls=9,usec=12"));
    WarmupStatus end = assertWarmed();
    assertFalse(rewritten());
    assertFalse(end.warnings().toString(), end.warnings().toString().contains("redis.conf"));
  }
}
