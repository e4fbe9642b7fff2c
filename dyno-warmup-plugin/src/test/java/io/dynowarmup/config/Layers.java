// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.exceptions.ConfigException;
import com.netflix.archaius.config.DefaultCompositeConfig;
import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.WarmupException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Archaius configurations with named layers, built as a launcher builds them from files. */
final class Layers {
  static final String FILE = "/etc/dyno-warmup.properties";
  static final String PREFIX = "dynomitemanager.dyno.warm.";

  private final DefaultCompositeConfig composite = new DefaultCompositeConfig();

  /**
   * Returns a configuration of one file. The arguments are keys and values; each key gets the first
   * prefix.
   */
  static Config file(String... keysAndValues) {
    String[] whole = keysAndValues.clone();
    for (int i = 0; i < whole.length; i += 2) {
      whole[i] = PREFIX + whole[i];
    }
    return new Layers().and(FILE, whole).config();
  }

  /** Adds a layer below the others. The arguments are whole keys and values. */
  Layers and(String name, String... keysAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return and(name, new MapConfig(values));
  }

  Layers and(String name, Config layer) {
    try {
      composite.addConfig(name, layer);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  Config config() {
    return composite;
  }

  /** Returns the exception that reading the configuration throws. */
  static WarmupException complaint(Config config) {
    try {
      WarmupConfig read = WarmupConfig.from(config);
      throw new AssertionError("nothing was complained about: " + read);
    } catch (WarmupException e) {
      return e;
    }
  }
}
