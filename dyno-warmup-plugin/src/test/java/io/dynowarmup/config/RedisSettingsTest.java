// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.EmptyConfig;
import io.dynowarmup.api.Secret;
import java.util.Optional;
import org.junit.Test;

public class RedisSettingsTest {
  @Test
  public void peersAreAsTheLocalRedisWhereNothingIsSaid() {
    WarmupConfig config =
        WarmupConfig.from(
            Layers.file("redis.username", "u", "redis.password", "secret", "redis.tls", "true"));
    assertEquals(Optional.of("u"), config.peerRedis().username());
    assertEquals(Secret.of("secret"), config.peerRedis().password());
    assertTrue(config.peerRedis().tls());
  }

  @Test
  public void peersMayDifferInEachPart() {
    WarmupConfig config =
        WarmupConfig.from(
            Layers.file(
                "redis.username",
                "u",
                "redis.password",
                "secret",
                "redis.tls",
                "true",
                "peer.redis.username",
                "p",
                "peer.redis.password",
                "other",
                "peer.redis.tls",
                "false"));
    assertEquals(Optional.of("p"), config.peerRedis().username());
    assertEquals(Secret.of("other"), config.peerRedis().password());
    assertFalse(config.peerRedis().tls());
    assertEquals(Optional.of("u"), config.redis().username());
    assertEquals(Secret.of("secret"), config.redis().password());
    assertTrue(config.redis().tls());
  }

  @Test
  public void anEmptyPasswordOfThePeersMeansNone() {
    WarmupConfig config =
        WarmupConfig.from(
            Layers.file(
                "redis.username", "u",
                "redis.password", "secret",
                "peer.redis.username", "",
                "peer.redis.password", ""));
    assertEquals(Optional.empty(), config.peerRedis().username());
    assertEquals(Secret.NONE, config.peerRedis().password());
  }

  @Test
  public void aPasswordThatIsKnownFromElsewhereCountsWhereNoneIsWritten() {
    Secret known = Secret.of("requirepass");
    WarmupConfig nothing = WarmupConfig.from(EmptyConfig.INSTANCE);
    assertEquals(known, nothing.redis().orPassword(known).password());
    assertEquals(known, nothing.peerRedis().orPassword(known).password());
    WarmupConfig none = WarmupConfig.from(Layers.file("redis.password", ""));
    assertEquals(Secret.NONE, none.redis().orPassword(known).password());
    assertEquals(Secret.NONE, none.peerRedis().orPassword(known).password());
    WarmupConfig noneOfPeers = WarmupConfig.from(Layers.file("peer.redis.password", ""));
    assertEquals(known, noneOfPeers.redis().orPassword(known).password());
    assertEquals(Secret.NONE, noneOfPeers.peerRedis().orPassword(known).password());
  }
}
