// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.ring.Tokens;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines token, rack, region and peers of this node from the host. A setting overrides the
 * host. What neither provides comes from the dynomite.yml that the host writes, then from Dynomite.
 */
final class HostTopology {
  private static final Logger LOG = LoggerFactory.getLogger(HostTopology.class);
  private static final String HOST = "dynomite-manager";

  private final HostSettings hostSettings;
  private final InstanceIdentity identity;
  private final IEnvVariables environment;
  private final StorageProxy storage;
  private final HostPeers peers;
  private final Ticker ticker = Ticker.system();

  @Inject
  HostTopology(
      HostSettings hostSettings,
      InstanceIdentity identity,
      IEnvVariables environment,
      StorageProxy storage,
      HostPeers peers) {
    this.hostSettings = hostSettings;
    this.identity = identity;
    this.environment = environment;
    this.storage = storage;
    this.peers = peers;
  }

  /**
   * Reads the topology.
   *
   * @throws WarmupException NO_TOPOLOGY if it is incomplete; FILE if the setting dynomite.yml names
   *     no file or the host's file cannot be read
   */
  Topology read(WarmupConfig settings) {
    Optional<DynomiteYml> yml = yml(settings);
    return new TopologyResolver(url -> new HttpDynomiteAdmin(url, ticker))
        .resolve(explicit(settings, yml), yml);
  }

  /**
   * Reads dynomite.yml, which the host rewrites every minute. If the file exists but cannot be
   * read, the run ends, because the defaults could lead to another Dynomite.
   */
  private Optional<DynomiteYml> yml(WarmupConfig settings) {
    if (settings.dynomiteYml().isPresent()) {
      return settings.dynomiteYml().map(DynomiteYml::settled);
    }
    Path written = hostSettings.hostYml();
    try {
      return Optional.of(DynomiteYml.settled(written));
    } catch (WarmupException e) {
      if (Files.exists(written)) {
        throw e;
      }
      LOG.warn(
          "File {} of dynomite-manager (florida.dynomiteYaml) is missing: Dynomite's defaults are assumed",
          written);
      return Optional.empty();
    }
  }

  private ExplicitTopology explicit(WarmupConfig settings, Optional<DynomiteYml> yml) {
    AppsInstance own = identity.getInstance();
    ExplicitTopology set = settings.topology();
    boolean overridden =
        !set.tokens().isEmpty()
            || !set.peers().isEmpty()
            || set.rack().isPresent()
            || set.datacenter().isPresent();
    Optional<Endpoint> redis = yml.flatMap(DynomiteYml::redis);
    ExplicitTopology.Builder topology = ExplicitTopology.builder().from(set);
    if (set.peers().isEmpty()) {
      peers.addTo(topology, settings);
    }
    return topology
        .tokens(set.tokens().isEmpty() ? tokens(own) : set.tokens())
        .rack(first(set.rack(), own.getRack(), environment.getRack()))
        .datacenter(first(set.datacenter(), own.getDatacenter(), environment.getRegion()))
        .redisHost(set.redisHost().orElse(redis.map(Endpoint::host).orElse(storage.getIpAddress())))
        .redisPort(set.redisPort().orElse(redis.map(Endpoint::port).orElse(storage.getPort())))
        .origin(overridden ? "properties over " + HOST : HOST)
        .wholeCluster(true)
        .build();
  }

  private static List<Long> tokens(AppsInstance own) {
    String text = own.getToken() == null ? "" : own.getToken().trim();
    try {
      return text.isEmpty() ? Collections.emptyList() : Tokens.parse(text);
    } catch (IllegalArgumentException e) {
      throw new WarmupException(Reason.BAD_CONFIG, "token of " + HOST + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> first(Optional<String> set, String... texts) {
    return set.isPresent()
        ? set
        : Stream.of(texts)
            .filter(Objects::nonNull)
            .map(String::trim)
            .filter(text -> !text.isEmpty())
            .findFirst();
  }
}
