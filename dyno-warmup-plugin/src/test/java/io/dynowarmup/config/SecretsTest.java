// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.common.base.Throwables;
import com.netflix.archaius.api.Config;
import io.dynowarmup.api.WarmupException;
import org.junit.Test;

/** Checks that no output of settings contains a password. */
public class SecretsTest {
  private static final String LOCAL = "hunter2local";
  private static final String PEER = "hunter2peer";
  private static final String OLD = "hunter2old";

  private static void assertClean(String text) {
    assertFalse(text, text.contains("hunter2"));
  }

  @Test
  public void printedConfigsAreMasked() {
    WarmupConfig config =
        WarmupConfig.from(Layers.file("redis.password", LOCAL, "peer.redis.password", PEER));
    assertClean(config.toString());
    assertClean(config.settings().toString());
    assertClean(config.redis() + " " + config.peerRedis());
    config.settings().forEach(s -> assertClean(s.value()));
    assertTrue(config.toString(), config.toString().contains("redis.password=****"));
    assertEquals(LOCAL, config.redis().password().reveal());
    assertEquals(PEER, config.peerRedis().password().reveal());
  }

  @Test
  public void thatThereIsNoneIsSeen() {
    assertTrue(
        WarmupConfig.from(Layers.file()).toString().contains("redis.password= (from default)"));
  }

  @Test
  public void warningsAreMasked() {
    Config config =
        new Layers()
            .and("new", Layers.PREFIX + "redis.password", LOCAL)
            .and("old", "florida.dyno.warm.redis.password", OLD, "dm.dyno.warm.pasword", PEER)
            .config();
    String warnings = WarmupConfig.from(config).warnings().toString();
    assertClean(warnings);
    assertTrue(
        warnings,
        warnings.contains(
            "redis.password=**** (from new) wins over florida.dyno.warm.redis.password=****"));
  }

  @Test
  public void complaintsAreMasked() {
    WarmupException e =
        Layers.complaint(Layers.file("redis.password", "hunter2\0x", "redis.port", "hunter2\0x"));
    assertClean(Throwables.getStackTraceAsString(e));
    assertTrue(
        e.getMessage(), e.getMessage().contains("redis.port=**** (from " + Layers.FILE + ")"));
    assertTrue(
        e.getMessage(), e.getMessage().contains("redis.password=**** (from " + Layers.FILE + ")"));
  }

  @Test
  public void aPasswordThatLeadsBackToItselfIsNotShown() {
    WarmupException e =
        Layers.complaint(
            Layers.file("redis.password", "hunter2${dynomitemanager.dyno.warm.redis.password}"));
    assertClean(Throwables.getStackTraceAsString(e));
    assertEquals(
        "dynomitemanager.dyno.warm.redis.password (from /etc/dyno-warmup.properties) cannot be "
            + "read:"
            + " a ${...} in it refers to itself",
        e.getMessage());
  }

  @Test
  public void aPasswordInsideAnotherValueIsMaskedToo() {
    WarmupConfig config =
        WarmupConfig.from(
            Layers.file(
                "redis.password",
                LOCAL,
                "dynomite.start.command",
                "start --auth ${dynomitemanager.dyno.warm.redis.password}",
                "dynomite.stop.command",
                "stop --auth " + LOCAL));
    assertClean(config.toString());
    assertEquals("start --auth " + LOCAL, config.dynomiteCommands().start());
  }

  @Test
  public void aPasswordInAnUrlIsMasked() {
    WarmupException e =
        Layers.complaint(Layers.file("dynomite.admin.url", "http://admin:hunter2@127.0.0.1:22222"));
    assertClean(Throwables.getStackTraceAsString(e));
    assertTrue(e.getMessage(), e.getMessage().contains("=http://****@127.0.0.1:22222 "));
  }

  @Test
  public void aPasswordThatHoldsAnUndefinedReferenceIsTakenAsItStandsAndSaid() {
    WarmupConfig config = WarmupConfig.from(Layers.file("redis.password", "hunter2${"));
    assertEquals("hunter2${", config.redis().password().reveal());
    assertClean(config.warnings().toString());
    assertTrue(config.warnings().get(0).endsWith("which is not defined, and is used as it is"));
  }

  @Test
  public void oneOfTwoLettersDoesNotBlotOutEverythingElse() {
    WarmupConfig config = WarmupConfig.from(Layers.file("redis.password", "re"));
    assertTrue(config.toString(), config.toString().contains("redis.password=****"));
    assertTrue(config.toString(), config.toString().contains("strategy=auto"));
  }

  @Test
  public void whatCommandsPrintIsMasked() {
    CommandSettings redis = WarmupConfig.from(Layers.file("redis.password", LOCAL)).redisCommands();
    assertEquals("AUTH ****", redis.shown("AUTH " + LOCAL));
    for (String text :
        new String[] {
          "redis-cli -a hunter2 shutdown",
          "redis-cli --pass hunter2 shutdown",
          "REDISCLI_AUTH=hunter2 redis-cli shutdown",
          "redis-server --requirepass hunter2",
          "masterauth hunter2",
          "Password: password=hunter2"
        }) {
      assertClean(redis.shown(text));
      assertTrue(redis.shown(text), redis.shown(text).contains("****"));
    }
    assertEquals("systemctl start redis-a b", redis.shown("systemctl start redis-a b"));
  }
}
