// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.topology.ExplicitTopology;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the nodes of the cluster from the host's token database, including this node. */
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
   * Returns the nodes in the format of the setting {@code peers}; empty if the database does not
   * answer, which is logged.
   */
  String text(WarmupConfig settings) {
    String cluster = environment.getDynomiteClusterName();
    if (cluster == null || cluster.trim().isEmpty()) {
      cluster = settings.cluster();
    }
    if (cluster.isEmpty()) {
      LOG.warn(
          "the cluster's name is not known, so the token database cannot be asked for peers: set"
              + " the environment variable NETFLIX_APP, or the setting cluster");
      return "";
    }
    List<String> peers = new ArrayList<>();
    for (AppsInstance row : rows(cluster)) {
      if (!row.isOutOfService() && !EMPTY_SLOT.equalsIgnoreCase(row.getInstanceId())) {
        add(peers, row);
      }
    }
    return String.join(";", peers);
  }

  private List<AppsInstance> rows(String cluster) {
    try {
      return tokens.getAllIds(cluster);
    } catch (RuntimeException e) {
      LOG.warn("the token database does not answer for cluster {}", cluster, e);
      return new ArrayList<>();
    }
  }

  /** A row that cannot be read cannot be a source, and must not hide the other rows. */
  private static void add(List<String> peers, AppsInstance row) {
    String text =
        host(row)
            + ":"
            + (row.getPeerPort() > 0 ? row.getPeerPort() : PEER_PORT)
            + ":"
            + row.getRack()
            + ":"
            + row.getDatacenter()
            + ":"
            + row.getToken();
    try {
      ExplicitTopology.builder().peers(text);
      peers.add(text);
    } catch (WarmupException e) {
      LOG.warn("a row of the token database is left out: {}", e.getMessage());
    }
  }

  private static String host(AppsInstance row) {
    String name = row.getHostName();
    String host = name == null || name.trim().isEmpty() ? String.valueOf(row.getHostIP()) : name;
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
