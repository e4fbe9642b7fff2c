// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts the topology together from properties, dynomite.yml and a running Dynomite's {@code
 * /cluster_describe}, field by field and in this order. The peers are never a mixture: they are
 * those of the first of the three that names any.
 */
public final class TopologyResolver {
  private final Function<String, DynomiteAdmin> admins;
  private final Supplier<Set<String>> localAddresses;

  /**
   * @param admins the admin port at an URL such as http://127.0.0.1:22222; asked only for what
   *     properties and dynomite.yml do not tell
   */
  public TopologyResolver(Function<String, DynomiteAdmin> admins) {
    this(admins, LocalAddresses::ofThisMachine);
  }

  TopologyResolver(Function<String, DynomiteAdmin> admins, Supplier<Set<String>> localAddresses) {
    this.admins = admins;
    this.localAddresses = localAddresses;
  }

  /**
   * Asks a running Dynomite at most once for each of {@code /info} and {@code /cluster_describe}.
   *
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY, saying what is missing, why, and the
   *     three ways to give it
   */
  public Topology resolve(ExplicitTopology explicit, Optional<DynomiteYml> yml) {
    return new Resolution(explicit, yml, admins, localAddresses).topology();
  }

  /**
   * The URL of Dynomite's admin port, which is known without asking anybody: from properties, from
   * dynomite.yml, or http://127.0.0.1:22222.
   */
  public static String adminUrl(ExplicitTopology explicit, Optional<DynomiteYml> yml) {
    return explicit
        .adminUrl()
        .orElse(yml.map(y -> "http://" + y.statsListen()).orElse("http://127.0.0.1:22222"));
  }
}
