// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
          "dynomite-manager has no {} (florida.dynomiteYaml): Dynomite's defaults are assumed",
          written);
      return Optional.empty();
    }
  }

  private ExplicitTopology explicit(WarmupConfig settings, Optional<DynomiteYml> yml) {
    AppsInstance own = identity.getInstance();
    boolean overridden =
        !(settings.token() + settings.rack() + settings.datacenter() + settings.peers()).isEmpty();
    ExplicitTopology.Builder b =
        ExplicitTopology.builder()
            .tokens(first(settings.token(), own.getToken()))
            .rack(first(settings.rack(), own.getRack(), environment.getRack()))
            .datacenter(first(settings.datacenter(), own.getDatacenter(), environment.getRegion()))
            .origin(overridden ? "properties over " + HOST : HOST);
    if (settings.peers().isEmpty()) {
      b.peers(peers.text(settings));
    } else {
      b.peers(settings.peers());
    }
    Optional<Endpoint> inYml = yml.flatMap(DynomiteYml::redis);
    b.redisHost(
        settings.redisHost().orElse(inYml.map(Endpoint::host).orElseGet(storage::getIpAddress)));
    b.redisPort(settings.redisPort().orElse(inYml.map(Endpoint::port).orElseGet(storage::getPort)));
    settings.peerRedisPort().ifPresent(b::peerRedisPort);
    settings.dynomiteAdminUrl().ifPresent(b::adminUrl);
    settings.dynomiteClientAddress().ifPresent(b::clientAddress);
    return b.build();
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (text != null && !text.trim().isEmpty()) {
        return text.trim();
      }
    }
    return "";
  }
}
