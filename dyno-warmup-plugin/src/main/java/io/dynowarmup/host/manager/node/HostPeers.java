// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.Tokens;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the nodes of the cluster from the host's token database, including this node. The host
 * gives all rows to Dynomite as seeds, so the token of a row without a node divides the keys too.
 */
final class HostPeers {
  private static final Logger LOG = LoggerFactory.getLogger(HostPeers.class);

  /** The instance id of a token that no node has taken yet. */
  private static final String EMPTY_SLOT = "new_slot";

  private static final int PEER_PORT = 8101;

  private final IAppsInstanceFactory tokens;
  private final IEnvVariables environment;

  @Inject
  HostPeers(IAppsInstanceFactory tokens, IEnvVariables environment) {
    this.tokens = tokens;
    this.environment = environment;
  }

  /**
   * Adds the nodes, and the rows whose tokens no node serves. Adds nothing if the database does not
   * answer, which is logged.
   */
  void addTo(ExplicitTopology.Builder topology, WarmupConfig settings) {
    String cluster = environment.getDynomiteClusterName();
    if (cluster == null || cluster.trim().isEmpty()) {
      cluster = settings.cluster();
    }
    if (cluster.isEmpty()) {
      LOG.warn(
          "Name of the cluster is not known, so the token database cannot be asked for peers: set"
              + " the environment variable NETFLIX_APP, or the setting cluster");
      return;
    }
    for (AppsInstance row : rows(cluster)) {
      if (row.isOutOfService() || EMPTY_SLOT.equalsIgnoreCase(row.getInstanceId())) {
        vacant(row).ifPresent(topology::addVacant);
      } else {
        peer(row).ifPresent(topology::addPeers);
      }
    }
  }

  private List<AppsInstance> rows(String cluster) {
    try {
      return tokens.getAllIds(cluster);
    } catch (RuntimeException e) {
      LOG.warn("Token database does not answer for cluster {}", cluster, e);
      return Collections.emptyList();
    }
  }

  /**
   * Returns the node of a row; empty if the row cannot be read. Such a row cannot be a source, and
   * must not hide the other rows.
   */
  private static Optional<ClusterNode> peer(AppsInstance row) {
    try {
      return Optional.of(node(row));
    } catch (IllegalArgumentException e) {
      LOG.warn("Left out row {} of the token database: {}", row, e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the node of a vacant row; empty if it has no token or no address, which is usual. */
  private static Optional<ClusterNode> vacant(AppsInstance row) {
    try {
      return Optional.of(node(row));
    } catch (IllegalArgumentException e) {
      LOG.debug("Left out vacant row {} of the token database: {}", row, e.getMessage());
      return Optional.empty();
    }
  }

  private static ClusterNode node(AppsInstance row) {
    String name = row.getHostName();
    String host = name == null || name.trim().isEmpty() ? row.getHostIP() : name;
    return ClusterNode.of(
        new Endpoint(
            Texts.host(String.valueOf(host)),
            row.getPeerPort() > 0 ? row.getPeerPort() : PEER_PORT),
        Texts.name(String.valueOf(row.getRack())),
        Texts.name(String.valueOf(row.getDatacenter())),
        Tokens.parse(String.valueOf(row.getToken())));
  }
}
