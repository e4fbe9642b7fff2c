// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.topology.yml.YmlFormats;
import java.util.Optional;
import java.util.function.Function;

/** The answers of a running Dynomite. Each is requested when it is first needed, and only once. */
final class LiveCluster {
  private final String url;
  private final Function<String, DynomiteAdmin> admins;
  private ClusterDescription description;
  private DynomiteInfo info;

  LiveCluster(String url, Function<String, DynomiteAdmin> admins) {
    this.url = url;
    this.admins = admins;
  }

  String url() {
    return url;
  }

  String where() {
    return "/cluster_describe of " + url;
  }

  String infoWhere() {
    return "/info of " + url;
  }

  /**
   * Returns the answer of {@code /cluster_describe}.
   *
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE
   */
  ClusterDescription description() {
    if (description == null) {
      description = admins.apply(url).clusterDescribe();
    }
    return description;
  }

  /**
   * Returns the storage that {@code /info} names; empty if Dynomite does not answer or the storage
   * has another name.
   */
  Optional<Endpoint> redisIfAnswering() {
    try {
      return YmlFormats.listen(info().serverName());
    } catch (WarmupException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the answer of {@code /info}.
   *
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE
   */
  DynomiteInfo info() {
    if (info == null) {
      info = admins.apply(url).info();
    }
    return info;
  }
}
