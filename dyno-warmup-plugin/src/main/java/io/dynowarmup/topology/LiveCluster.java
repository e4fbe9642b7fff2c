// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.topology.yml.YmlFormats;
import java.util.Optional;
import java.util.function.Function;

/** What a running Dynomite tells, asked when it is first needed and not twice. */
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
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE
   */
  ClusterDescription description() {
    if (description == null) {
      description = ClusterDescription.parse(admins.apply(url).clusterDescribe(), where());
    }
    return description;
  }

  /** The storage as {@code /info} names it; empty when nobody answers, or it has another name. */
  Optional<Endpoint> redisIfAnswering() {
    try {
      return YmlFormats.listen(info().serverName());
    } catch (WarmupException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE
   */
  DynomiteInfo info() {
    if (info == null) {
      info = DynomiteInfo.parse(admins.apply(url).info(), infoWhere());
    }
    return info;
  }
}
