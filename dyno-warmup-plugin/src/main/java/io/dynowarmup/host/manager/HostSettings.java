// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.config.CompositeConfig;
import com.netflix.archaius.api.exceptions.ConfigException;
import com.netflix.archaius.config.DefaultCompositeConfig;
import com.netflix.archaius.config.MapConfig;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.config.WarmupKey;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Singleton;

/** The settings as the host's Archaius has them at this moment. */
@Singleton
final class HostSettings {
  /** The host's own gate reads {@code florida.} alone: what it decides by is what we go by. */
  static final List<String> PREFIXES =
      Collections.unmodifiableList(
          Arrays.asList("florida.dyno.warm.", "dynomitemanager.dyno.warm.", "dm.dyno.warm."));

  private static final String YML_KEY = "florida.dynomiteYaml";
  private static final String RESTORE_KEY = "dbsidecar.common.dyno.backup.restore.enabled";
  private static final String YML = "/apps/dynomite/conf/dynomite.yml";

  private final Config config;
  private final InstanceIdentity identity;
  private Config ofReplacement;

  @Inject
  HostSettings(Config config, InstanceIdentity identity) {
    this.config = config;
    this.identity = identity;
  }

  /**
   * Read anew each time.
   *
   * @throws WarmupException BAD_CONFIG
   */
  WarmupConfig read() {
    return WarmupConfig.from(identity.isReplace() ? ofReplacement() : config, PREFIXES);
  }

  boolean isOff() {
    return PluginSwitch.isOff(config);
  }

  /** The host does nothing at its start then. */
  boolean isOutOfService() {
    return identity.getInstance().isOutOfService();
  }

  /** Whether the host brings Redis' data from a backup at its start. */
  boolean restoresBackup() {
    return config.getBoolean(RESTORE_KEY, false);
  }

  /** Where the host writes Dynomite's configuration, whether or not it has done so. */
  Path hostYml() {
    return Paths.get(config.getString(YML_KEY, YML));
  }

  /**
   * What the Redis of a node that has taken over a token holds is of another token, however long it
   * is up; under the last prefix, so that whatever somebody wrote wins. One composite for all
   * reads: each registers itself with the host's configuration.
   */
  private synchronized Config ofReplacement() {
    if (ofReplacement == null) {
      String key = PREFIXES.get(PREFIXES.size() - 1) + WarmupKey.COLD_UPTIME_SEC.key();
      try {
        CompositeConfig layers = new DefaultCompositeConfig();
        layers.addConfig("dynomite-manager's configuration", config);
        layers.addConfig(
            "dynomite-manager: this node replaces another",
            new MapConfig(Collections.singletonMap(key, "31536000")));
        ofReplacement = layers;
      } catch (ConfigException e) {
        throw new WarmupException(Reason.INTERNAL, "the settings' layers: " + e.getMessage(), e);
      }
    }
    return ofReplacement;
  }
}
