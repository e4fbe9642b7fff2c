// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

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

/** Reads the current settings from the host's Archaius. */
@Singleton
public final class HostSettings {
  /** The host's own decision only reads {@code florida.}, so that prefix comes first. */
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
  public HostSettings(Config config, InstanceIdentity identity) {
    this.config = config;
    this.identity = identity;
  }

  /**
   * Reads the settings again on each call.
   *
   * @throws WarmupException BAD_CONFIG if a setting is not valid
   */
  WarmupConfig read() {
    return WarmupConfig.from(identity.isReplace() ? ofReplacement() : config, PREFIXES);
  }

  public boolean isOff() {
    return PluginSwitch.isOff(config);
  }

  /** Returns whether the node is out of service; the host then does nothing at its start. */
  public boolean isOutOfService() {
    return identity.getInstance().isOutOfService();
  }

  /** Returns whether the host restores the data of Redis from a backup at its start. */
  public boolean restoresBackup() {
    return config.getBoolean(RESTORE_KEY, false);
  }

  /** Returns the path where the host writes Dynomite's configuration; the file may not exist. */
  Path hostYml() {
    return Paths.get(config.getString(YML_KEY, YML));
  }

  /**
   * A node that has taken over a token holds data of another token in Redis, however long Redis is
   * up. This setting has the last prefix, so that an operator's value wins. One composite serves
   * all reads, because each composite registers itself with the host's configuration.
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
