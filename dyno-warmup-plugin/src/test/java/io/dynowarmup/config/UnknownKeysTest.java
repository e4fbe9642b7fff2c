// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;

import com.netflix.archaius.api.Config;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class UnknownKeysTest {
  private static List<String> warnings(String... keysAndValues) {
    Config config = new Layers().and("f", keysAndValues).config();
    return WarmupConfig.from(config).warnings();
  }

  private static void assertWarning(String key, String hint) {
    assertEquals(
        Collections.singletonList("unknown setting " + key + " (from f) is ignored; " + hint),
        warnings(key, "hunter2"));
  }

  @Test
  public void theNearestKnownKeyIsNamed() {
    assertWarning(
        "dynomitemanager.dyno.warm.byte.sync.dif",
        "did you mean dynomitemanager.dyno.warm.bytes.sync.diff?");
    assertWarning(
        "dynomitemanager.dyno.warm.redis.pasword",
        "did you mean dynomitemanager.dyno.warm.redis.password?");
    assertWarning(
        "dynomitemanager.dyno.warm.handover.settle",
        "did you mean dynomitemanager.dyno.warm.handover.settle.msec?");
  }

  @Test
  public void itIsNamedUnderThePrefixThatWasUsed() {
    assertWarning("florida.dyno.warm.forced", "did you mean florida.dyno.warm.force?");
    assertWarning("dm.dyno.warm.forced", "did you mean dm.dyno.warm.force?");
  }

  @Test
  public void upperAndLowerCaseMatter() {
    assertWarning(
        "dynomitemanager.dyno.warm.Redis.Port",
        "did you mean dynomitemanager.dyno.warm.redis.port? Upper and lower case matter");
    assertWarning(
        "Florida.dyno.warm.force",
        "did you mean florida.dyno.warm.force? Upper and lower case matter");
  }

  @Test
  public void aByteOrderMarkIsSeen() {
    assertWarning(
        "\uFEFFflorida.dyno.warm.force".replace("\uFEFF", "\u00EF\u00BB\u00BF"),
        "its file begins with a byte order mark: save it without one");
    assertEquals(
        Collections.singletonList(
            "unknown setting \\uFEFFflorida.dyno.warm.force (from f) is ignored;"
                + " its file begins with a byte order mark: save it without one"),
        warnings("\uFEFFflorida.dyno.warm.force", "true"));
  }

  @Test
  public void everyUnknownKeyIsNamedOnce() {
    assertEquals(
        3, warnings("dm.dyno.warm.a", "", "dm.dyno.warm.b", "", "dm.dyno.warm.", "").size());
  }

  @Test
  public void whatIsNotUnderOurPrefixesIsNotOurs() {
    assertEquals(
        Collections.emptyList(),
        warnings("florida.dyno.storage", "x", "dynomitemanager.dyno.warmest", "", "force", "true"));
  }

  @Test
  public void theNearestNeedsTheFewestEdits() {
    assertEquals(0, UnknownKeys.distance("", ""));
    assertEquals(3, UnknownKeys.distance("", "abc"));
    assertEquals(3, UnknownKeys.distance("abc", ""));
    assertEquals(1, UnknownKeys.distance("abc", "abxc"));
    assertEquals(3, UnknownKeys.distance("kitten", "sitting"));
    for (String typed : Arrays.asList("peer.redis.prot", "peerredisport", "peer.redis.port")) {
      assertEquals("peer.redis.port", UnknownKeys.nearest(typed));
    }
  }
}
