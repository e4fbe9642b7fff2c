// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.commons.CommonsToConfig;
import io.dynowarmup.api.EffectiveSetting;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.configuration.ConfigurationException;
import org.apache.commons.configuration.PropertiesConfiguration;
import org.junit.Test;

/** Checks that the files in conf/, which operators copy, are correct. */
public class ConfFilesTest {
  private static final String COMMON = "conf/dyno-warmup.properties";
  private static final String CLUSTER = "conf/my_cluster.properties";
  private static final String PACKAGE = "dyno-warmup-jmx/src/deb/dyno-warmup.properties";
  private static final String COMMENTED = "#" + Layers.PREFIX;

  private static List<String> lines(String file) {
    return Arrays.asList(ProjectFiles.text(file).split("\n"));
  }

  private static Config parsed(String text) {
    try {
      PropertiesConfiguration properties = new PropertiesConfiguration();
      properties.setDelimiterParsingDisabled(true);
      properties.load(new StringReader(text));
      return new Layers().and("conf", new CommonsToConfig(properties)).config();
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void theCommonFileSetsNothing() {
    assertTrue(parsed(ProjectFiles.text(COMMON)).isEmpty());
  }

  @Test
  public void theCommonFileListsEveryKeyOnceInOrderOfTheTableWithItsDefault() {
    List<String> expected = new ArrayList<>();
    for (WarmupKey key : WarmupKey.values()) {
      expected.add(COMMENTED + key.key() + "=" + key.standard());
    }
    List<String> actual = new ArrayList<>();
    for (String line : lines(COMMON)) {
      if (line.startsWith(COMMENTED)) {
        actual.add(line);
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  @Test
  public void theCommonFileSaysWhatIsAllowedAboveEveryKey() {
    List<String> lines = lines(COMMON);
    for (WarmupKey key : WarmupKey.values()) {
      int at = lines.indexOf(COMMENTED + key.key() + "=" + key.standard());
      assertEquals("above " + key.key(), "# " + key.range(), lines.get(at - 1));
      assertTrue("explanation of " + key.key(), lines.get(at - 2).startsWith("# "));
    }
  }

  @Test
  public void theCommonFileIsTheDefaultsWhenAllOfItIsUncommented() {
    String all = ProjectFiles.text(COMMON).replace(COMMENTED, Layers.PREFIX);
    WarmupConfig config = WarmupConfig.from(parsed(all));
    for (WarmupKey key : WarmupKey.values()) {
      EffectiveSetting setting = config.settings().get(key.ordinal());
      assertEquals("conf", setting.origin());
      assertEquals(key.standard(), setting.value());
    }
    assertEquals(Collections.emptyList(), config.warnings());
  }

  @Test
  public void theFileOfAClusterIsValidAlsoWhenAllOfItIsUncommented() {
    String text = ProjectFiles.text(CLUSTER);
    assertEquals(Collections.emptyList(), WarmupConfig.from(parsed(text)).warnings());
    WarmupConfig all = WarmupConfig.from(parsed(text.replace(COMMENTED, Layers.PREFIX)));
    assertEquals(Collections.emptyList(), all.warnings());
    assertFalse(all.dynomiteCommands().stop().isEmpty());
  }

  @Test
  public void theFileOfThePackageSetsNothingAndNamesOnlyKeysThatExist() {
    String text = ProjectFiles.text(PACKAGE);
    assertTrue(parsed(text).isEmpty());
    WarmupConfig all =
        WarmupConfig.from(
            parsed(text.replace(COMMENTED, Layers.PREFIX).replace("${env:REDIS_PASSWORD}", "x")));
    assertEquals(Collections.emptyList(), all.warnings());
    assertEquals(
        3, all.settings().stream().filter(setting -> setting.origin().equals("conf")).count());
  }

  @Test
  public void theFilesAreAsciiWithoutTrailingBlanks() {
    for (String file : Arrays.asList(COMMON, CLUSTER, PACKAGE)) {
      for (String line : lines(file)) {
        assertTrue(file + ": " + line, line.matches("|[\\x20-\\x7E]{0,119}[\\x21-\\x7E]"));
      }
    }
  }
}
