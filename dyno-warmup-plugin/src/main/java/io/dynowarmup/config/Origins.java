// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.config.CompositeConfig;
import java.util.Objects;

/** Which layer of an Archaius configuration a key comes from. */
final class Origins {
  private static final String UNKNOWN = "the configuration";

  private Origins() {}

  /**
   * The name of the innermost layer whose value is in force: a file's path, where the layer is
   * named so.
   */
  static String of(Config config, String key) {
    if (!(config instanceof CompositeConfig)) {
      return UNKNOWN;
    }
    CompositeConfig composite = (CompositeConfig) config;
    Object inForce = raw(config, key);
    for (String name : composite.getConfigNames()) {
      Config child = composite.getConfig(name);
      // the names come in the order of adding, and a reversed composite lets the last one win
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
      // a ${...} that leads back to itself: who reads the value will say so
      return null;
    }
  }
}
