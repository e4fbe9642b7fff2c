// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.api.Config;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

/** Checks the three prefixes: the one in the host's wiki, the one in its code, and an older one. */
public class PrefixesTest {
  private static final String WIKI = "dynomitemanager.dyno.warm.";
  private static final String CODE = "florida.dyno.warm.";
  private static final String OLD = "dm.dyno.warm.";

  private static Config file(String... keysAndValues) {
    return new Layers().and("f", keysAndValues).config();
  }

  @Test
  public void thereAreThree() {
    assertEquals(Arrays.asList(WIKI, CODE, OLD), WarmupConfig.PREFIXES);
  }

  @Test
  public void eachOfThemIsReadForEveryKey() {
    for (String prefix : WarmupConfig.PREFIXES) {
      for (WarmupKey key : WarmupKey.values()) {
        String value = key.standard().isEmpty() ? "" : key.standard();
        WarmupConfig config = WarmupConfig.from(file(prefix + key.key(), value));
        assertEquals(prefix + key.key(), config.settings().get(key.ordinal()).name());
        assertEquals("f", config.settings().get(key.ordinal()).origin());
        assertEquals(Collections.emptyList(), config.warnings());
      }
    }
  }

  @Test
  public void theFirstWinsOverTheSecondOverTheThird() {
    Config all = file(OLD + "poll.msec", "30", CODE + "poll.msec", "20", WIKI + "poll.msec", "10");
    assertEquals(10, WarmupConfig.from(all).pollMillis());
    Config two = file(OLD + "poll.msec", "30", CODE + "poll.msec", "20");
    assertEquals(20, WarmupConfig.from(two).pollMillis());
  }

  @Test
  public void thePrefixCountsMoreThanTheLayer() {
    Config config =
        new Layers()
            .and("per cluster", CODE + "poll.msec", "20")
            .and("common", WIKI + "poll.msec", "10")
            .config();
    assertEquals(10, WarmupConfig.from(config).pollMillis());
  }

  @Test
  public void aContradictionIsSaid() {
    Config config =
        new Layers()
            .and("mine", WIKI + "force", "true")
            .and("the manager's", CODE + "force", "false", OLD + "force", "true")
            .config();
    assertEquals(
        Collections.singletonList(
            "dynomitemanager.dyno.warm.force=true (from mine) wins over"
                + " florida.dyno.warm.force=false (from the manager's)"),
        WarmupConfig.from(config).warnings());
  }

  @Test
  public void agreementIsNotAContradiction() {
    Config config = file(WIKI + "force", "true", CODE + "force", "TRUE ", OLD + "force", "true");
    assertEquals(Collections.emptyList(), WarmupConfig.from(config).warnings());
  }

  @Test
  public void aWrongValueThatLosesStopsNothing() {
    Config config = file(WIKI + "poll.msec", "10", CODE + "poll.msec", "soon");
    assertEquals(10, WarmupConfig.from(config).pollMillis());
    assertTrue(WarmupConfig.from(config).warnings().get(0).contains("wins over"));
  }

  @Test
  public void aWrongValueIsNamedWithThePrefixThatItWasWrittenWith() {
    String message = Layers.complaint(file(OLD + "poll.msec", "soon")).getMessage();
    assertTrue(message, message.startsWith("dm.dyno.warm.poll.msec=soon (from f) is wrong"));
  }

  @Test
  public void theHostsFourSettingsAreTakenOver() {
    WarmupConfig config =
        WarmupConfig.from(
            file(
                CODE + "bootstrap", "false",
                CODE + "force", "true",
                CODE + "bytes.sync.diff", "1000000",
                CODE + "msec.bootstraptime", "1200000"));
    assertEquals(false, config.bootstrap());
    assertEquals(true, config.force());
    assertEquals(1_000_000, config.bytesSyncDiff());
    assertEquals(1_200_000, config.bootstrapTimeMillis());
    assertEquals(Collections.emptyList(), config.warnings());
  }

  @Test
  public void whoEmbedsThisMayHaveOtherPrefixes() {
    WarmupConfig config =
        WarmupConfig.from(
            file("my.poll.msec", "10", WIKI + "poll.msec", "20"), Collections.singletonList("my."));
    assertEquals(10, config.pollMillis());
    assertEquals(Collections.emptyList(), config.warnings());
  }
}
