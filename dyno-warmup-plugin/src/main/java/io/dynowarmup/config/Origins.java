// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.config.CompositeConfig;
import java.util.Objects;

/** Finds the layer of an Archaius configuration that a key comes from. */
final class Origins {
  private static final String UNKNOWN = "the configuration";

  private Origins() {}

  /**
   * Returns the name of the innermost layer whose value is in force. It is the path of a file if
   * the layer is named after its file.
   */
  static String of(Config config, String key) {
    if (!(config instanceof CompositeConfig)) {
      return UNKNOWN;
    }
    CompositeConfig composite = (CompositeConfig) config;
    Object inForce = raw(config, key);
    for (String name : composite.getConfigNames()) {
      Config child = composite.getConfig(name);
      // the names are in the order of adding, but in a reversed composite the last layer wins
      if (child != null && child.containsKey(key) && Objects.equals(raw(child, key), inForce)) {
        return child instanceof CompositeConfig ? of(child, key) : name;
      }
    }
    return UNKNOWN;
  }

  private static Object raw(Config config, String key) {
    try {
      return config.getRawProperty(key);
    } catch (RuntimeException e) {
      // a ${...} that refers to itself: the code that reads the value reports it
      return null;
    }
  }
}
