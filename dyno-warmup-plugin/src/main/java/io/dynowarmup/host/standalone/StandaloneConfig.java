// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.api.config.CompositeConfig;
import com.netflix.archaius.api.exceptions.ConfigException;
import com.netflix.archaius.config.DefaultCompositeConfig;
import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.config.WarmupKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the settings of a node without dynomite-manager. The layers are, highest first, the command
 * line, the file of the cluster and the common file of all clusters. The files are read again on
 * each call. Thread-safe.
 */
public final class StandaloneConfig {
  private static final String PREFIX = WarmupConfig.PREFIXES.get(0);
  private static final String YML_KEY = PREFIX + WarmupKey.DYNOMITE_YML.key();

  private final Map<String, String> overrides;
  private final Optional<Path> dynomiteYml;
  private final Optional<Path> commonPath;
  private final Map<Path, SettingsFile> files = new HashMap<>();

  private StandaloneConfig(
      Map<String, String> overrides, Optional<Path> dynomiteYml, Optional<Path> common) {
    this.overrides = overrides;
    this.dynomiteYml = dynomiteYml;
    this.commonPath = common;
  }

  /**
   * Creates the settings.
   *
   * @param overrides settings {@code key=value}, with or without a prefix
   * @param dynomiteYml the path of Dynomite's own configuration
   * @param common the common file of all clusters; {@code <cluster>.properties} beside it is the
   *     file of a cluster
   * @throws WarmupException BAD_ARGUMENT if an override is not valid; FILE if a file cannot be read
   */
  public static StandaloneConfig of(
      Collection<String> overrides, Optional<Path> dynomiteYml, Optional<Path> common) {
    StandaloneConfig config = new StandaloneConfig(Overrides.parse(overrides), dynomiteYml, common);
    config.layers();
    return config;
  }

  /**
   * Returns the current settings.
   *
   * @throws WarmupException BAD_CONFIG if values are wrong, with a message that names each; FILE if
   *     a cluster has no file
   */
  public WarmupConfig read() {
    return WarmupConfig.from(layers());
  }

  /**
   * Returns where the settings come from, highest first: {@code -D}, {@code --dynomite-yml}, files.
   */
  List<String> origins() {
    return new ArrayList<>(((CompositeConfig) layers()).getConfigNames());
  }

  /**
   * Returns a copy of the current layers. Each layer has a name, so that a message can say where a
   * value comes from.
   */
  synchronized Config layers() {
    try {
      CompositeConfig layers = new DefaultCompositeConfig();
      if (!overrides.isEmpty()) {
        layers.addConfig("-D", Overrides.layer(overrides));
      }
      if (dynomiteYml.isPresent()) {
        Map<String, String> yml = Collections.singletonMap(YML_KEY, dynomiteYml.get().toString());
        layers.addConfig("--dynomite-yml", new MapConfig(yml));
      }
      if (commonPath.isPresent()) {
        addFiles(layers, file(commonPath.get()));
      } else if (cluster(layers).isPresent()) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT,
            "-D cluster="
                + cluster(layers).get()
                + " names the file beside the one of --conf: give --conf FILE too");
      }
      return layers;
    } catch (ConfigException e) {
      throw new WarmupException(Reason.INTERNAL, "the settings' layers: " + e.getMessage(), e);
    }
  }

  private void addFiles(CompositeConfig layers, SettingsFile common) throws ConfigException {
    Config commonLayer = common.read();
    Optional<String> cluster = cluster(layers, commonLayer);
    if (cluster.isPresent()) {
      SettingsFile file = clusterFile(cluster.get());
      Config layer = file.read();
      refuseAnotherName(layer, file.name(), cluster.get());
      layers.addConfig(file.name(), layer);
    }
    layers.addConfig(common.name(), commonLayer);
  }

  /** Otherwise the status would name a cluster whose file was not read. */
  private static void refuseAnotherName(Config layer, String file, String cluster) {
    cluster(layer)
        .filter(other -> !other.equals(cluster))
        .ifPresent(
            other -> {
              throw new WarmupException(
                  Reason.BAD_CONFIG,
                  file
                      + " is read because of cluster="
                      + cluster
                      + " and says cluster="
                      + other
                      + "; only -D and the common file may name the cluster");
            });
  }

  private static Optional<String> cluster(Config... highestFirst) {
    for (Config layer : highestFirst) {
      for (String prefix : WarmupConfig.PREFIXES) {
        String key = prefix + WarmupKey.CLUSTER.key();
        if (layer.containsKey(key)) {
          // An empty value means no cluster, whatever a lower layer says.
          return Optional.of(layer.getString(key, "").trim()).filter(n -> !n.isEmpty());
        }
      }
    }
    return Optional.empty();
  }

  private SettingsFile clusterFile(String cluster) {
    try {
      return file(commonPath.get().resolveSibling(cluster + ".properties"));
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(), "cluster=" + cluster + " needs a file of its own: " + e.getMessage(), e);
    }
  }

  private SettingsFile file(Path path) {
    SettingsFile file = files.get(path);
    if (file == null) {
      file = SettingsFile.open(path);
      files.put(path, file);
    }
    return file;
  }
}
