// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.commons.CommonsToConfig;
import com.netflix.archaius.config.DefaultCompositeConfig;
import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.EffectiveSetting;
import java.io.StringReader;
import java.util.Collections;
import org.apache.commons.configuration.ConfigurationException;
import org.apache.commons.configuration.PropertiesConfiguration;
import org.junit.Test;

/** Checks what Archaius and Commons Configuration make of files before a setting is read. */
public class LayersTest {
  private static final String PORT = Layers.PREFIX + "redis.port";
  private static final String TOKEN = Layers.PREFIX + "token";

  private static Config commons(boolean splitAtCommas, String... lines) {
    try {
      PropertiesConfiguration file = new PropertiesConfiguration();
      file.setDelimiterParsingDisabled(!splitAtCommas);
      file.load(new StringReader(String.join("\n", lines)));
      return new CommonsToConfig(file);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Config layers(boolean splitAtCommas, String... lines) {
    return new Layers().and("f", commons(splitAtCommas, lines)).config();
  }

  private static EffectiveSetting setting(Config config, WarmupKey key) {
    return WarmupConfig.from(config).settings().get(key.ordinal());
  }

  @Test
  public void theLayerOfAValueIsItsOrigin() {
    Config config =
        new Layers().and("per cluster", PORT, "1").and("common", PORT, "2", TOKEN, "3").config();
    assertEquals("per cluster", setting(config, WarmupKey.REDIS_PORT).origin());
    assertEquals("common", setting(config, WarmupKey.TOKEN).origin());
    assertEquals("default", setting(config, WarmupKey.RACK).origin());
  }

  @Test
  public void theInnermostLayerIsTheOrigin() {
    Config files = new Layers().and("file", PORT, "1").config();
    Config config = new Layers().and("application", files).config();
    assertEquals("file", setting(config, WarmupKey.REDIS_PORT).origin());
  }

  @Test
  public void whereTheLastLayerWinsItIsTheOrigin() throws Exception {
    DefaultCompositeConfig config = new DefaultCompositeConfig(true);
    config.addConfig("common", new MapConfig(Collections.singletonMap(PORT, "1")));
    config.addConfig("per cluster", new MapConfig(Collections.singletonMap(PORT, "2")));
    assertEquals("2", setting(config, WarmupKey.REDIS_PORT).value());
    assertEquals("per cluster", setting(config, WarmupKey.REDIS_PORT).origin());
  }

  @Test
  public void aConfigurationWithoutLayersIsCalledThat() {
    Config config = new MapConfig(Collections.singletonMap(PORT, "1"));
    assertEquals("the configuration", setting(config, WarmupKey.REDIS_PORT).origin());
  }

  @Test
  public void anEmptyValueOfAnUpperLayerHidesTheLowerOne() {
    Config config = new Layers().and("per cluster", TOKEN, "").and("common", TOKEN, "3").config();
    assertTrue(WarmupConfig.from(config).topology().tokens().isEmpty());
  }

  @Test
  public void referencesAreResolved() {
    Config config =
        layers(false, "host=10.0.0.7", Layers.PREFIX + "dynomite.client.address=${host}:8102");
    assertEquals("10.0.0.7:8102", setting(config, WarmupKey.DYNOMITE_CLIENT_ADDRESS).value());
  }

  @Test
  public void aReferenceThatNothingDefinesIsWrong() {
    Config config = layers(false, Layers.PREFIX + "dynomite.yml=${conf.dir}/dynomite.yml");
    assertEquals(
        Layers.PREFIX
            + "dynomite.yml=${conf.dir}/dynomite.yml (from f) contains ${...}, which is not "
            + "defined;"
            + " allowed: a path",
        Layers.complaint(config).getMessage());
  }

  @Test
  public void aReferenceThatLeadsBackToItselfIsWrong() {
    for (boolean commons : new boolean[] {true, false}) {
      Config config =
          commons
              ? layers(false, PORT + "=${" + PORT + "}")
              : Layers.file("redis.port", "${" + PORT + "}");
      String message = Layers.complaint(config).getMessage();
      assertTrue(message, message.startsWith(PORT + " (from "));
      assertTrue(message, message.contains("cannot be read: Infinite loop"));
    }
  }

  @Test
  public void allThatCannotBeReadStandsInOneMessage() {
    Config config = Layers.file("redis.port", "${" + PORT + "}", "poll.msec", "soon");
    String message = Layers.complaint(config).getMessage();
    assertTrue(message, message.contains("redis.port (from "));
    assertTrue(message, message.contains("poll.msec=soon (from "));
  }

  @Test
  public void aKeyThatStandsTwiceIsWrong() {
    String message = Layers.complaint(layers(false, PORT + "=1", PORT + "=2")).getMessage();
    assertEquals(
        PORT
            + " (from f) has more than one value: it is set twice, or the reader of that file "
            + "splits values at commas; set it once",
        message);
  }

  @Test
  public void aValueThatWasSplitAtItsCommasIsNotCutShort() {
    String message = Layers.complaint(layers(true, TOKEN + "=1,2")).getMessage();
    assertTrue(message, message.startsWith(TOKEN + " (from f) has more than one value"));
    assertEquals("1,2", setting(layers(false, TOKEN + "=1,2"), WarmupKey.TOKEN).value());
    assertEquals("1,2", setting(Layers.file("token", "1,2"), WarmupKey.TOKEN).value());
  }

  @Test
  public void aCommaInACommandOrAPasswordStays() {
    Config config =
        layers(
            false,
            Layers.PREFIX + "dynomite.start.command=start -o a,b, c",
            Layers.PREFIX + "redis.password=a,b");
    assertEquals("start -o a,b, c", WarmupConfig.from(config).dynomiteCommands().start());
    assertEquals("a,b", WarmupConfig.from(config).redis().password().reveal());
  }
}
