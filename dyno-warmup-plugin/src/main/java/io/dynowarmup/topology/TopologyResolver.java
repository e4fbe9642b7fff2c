// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Assembles the topology from properties, dynomite.yml and a running Dynomite's {@code
 * /cluster_describe}, field by field in this order. The peers always come from a single source: the
 * first of the three that lists any.
 */
public final class TopologyResolver {
  private final Function<String, DynomiteAdmin> admins;
  private final Supplier<Set<String>> localAddresses;

  /**
   * Creates a resolver.
   *
   * @param admins returns the admin port at a URL such as http://127.0.0.1:22222; asked only for
   *     what properties and dynomite.yml do not contain
   */
  public TopologyResolver(Function<String, DynomiteAdmin> admins) {
    this(admins, LocalAddresses::ofThisMachine);
  }

  TopologyResolver(Function<String, DynomiteAdmin> admins, Supplier<Set<String>> localAddresses) {
    this.admins = admins;
    this.localAddresses = localAddresses;
  }

  /**
   * Resolves the topology. Requests {@code /info} and {@code /cluster_describe} of a running
   * Dynomite at most once each.
   *
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY with what is missing, the reason, and the
   *     three ways to provide it
   */
  public Topology resolve(ExplicitTopology explicit, Optional<DynomiteYml> yml) {
    return new Resolution(explicit, yml, admins, localAddresses).topology();
  }

  /**
   * Returns the URL of Dynomite's admin port without asking a server: from properties, from
   * dynomite.yml, or http://127.0.0.1:22222.
   */
  public static String adminUrl(ExplicitTopology explicit, Optional<DynomiteYml> yml) {
    return explicit
        .adminUrl()
        .orElse(yml.map(y -> "http://" + y.statsListen()).orElse("http://127.0.0.1:22222"));
  }
}
