package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.config.CompositeConfig;

/** Which layer of an Archaius configuration a key comes from. */
final class Origins {
  private Origins() {}

  /**
   * The name of the innermost layer that has the key: a file's path, where the layer is named so.
   */
  static String of(Config config, String key) {
    if (!(config instanceof CompositeConfig)) {
      return "the configuration";
    }
    CompositeConfig composite = (CompositeConfig) config;
    for (String name : composite.getConfigNames()) {
      Config child = composite.getConfig(name);
      if (child != null && child.containsKey(key)) {
        return child instanceof CompositeConfig ? of(child, key) : name;
      }
    }
    return "the configuration";
  }
}
