// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import com.netflix.archaius.api.Config;
import io.dynowarmup.config.WarmupKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the setting {@code plugin.enabled}, which is needed before an injector and therefore
 * Archaius exist. System properties override environment variables, which override {@code
 * application.properties} on the class path. A value that only Archaius has is read by the task,
 * which then leaves the work to the built-in warm-up.
 */
public final class PluginSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(PluginSwitch.class);
  private static final String RESOURCE = "application.properties";
  private static final String OFF = "false";

  private final List<UnaryOperator<String>> sources;

  /**
   * Creates a switch.
   *
   * @param sources each maps a key to its value or null; the first source that knows a key wins
   */
  PluginSwitch(List<UnaryOperator<String>> sources) {
    this.sources = sources;
  }

  /** Returns a switch over the sources that are available before the injector. */
  public static PluginSwitch early() {
    Properties application = applicationProperties(PluginSwitch.class.getClassLoader());
    return new PluginSwitch(
        Arrays.asList(
            System::getProperty,
            key -> environment(key, System::getenv),
            application::getProperty));
  }

  /**
   * Reads an environment variable. A shell allows no dots, so {@code A_B} stands for {@code a.b}.
   */
  static String environment(String key, UnaryOperator<String> variables) {
    String asItIs = variables.apply(key);
    return asItIs == null
        ? variables.apply(key.replace('.', '_').toUpperCase(Locale.ROOT))
        : asItIs;
  }

  static Properties applicationProperties(ClassLoader loader) {
    Properties properties = new Properties();
    try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("Cannot read {} for {}: {}", RESOURCE, WarmupKey.PLUGIN_ENABLED.key(), e.toString());
    }
    return properties;
  }

  public boolean isOn() {
    for (UnaryOperator<String> source : sources) {
      for (String prefix : HostSettings.PREFIXES) {
        String text = source.apply(prefix + WarmupKey.PLUGIN_ENABLED.key());
        if (text != null) {
          return !OFF.equalsIgnoreCase(text.trim());
        }
      }
    }
    return true;
  }

  /**
   * Reads the setting from Archaius. Only {@code false} switches the plugin off; any other value
   * that is not {@code true} is reported as a wrong setting by the run.
   */
  static boolean isOff(Config config) {
    return !new PluginSwitch(Collections.singletonList(key -> config.getString(key, null))).isOn();
  }
}
