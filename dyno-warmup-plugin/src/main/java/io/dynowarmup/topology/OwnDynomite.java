// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.yml.YmlFormats;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides whether the server at the admin address is this node's Dynomite. It compares what the
 * server reports: rack, data centre and storage, and the token if the rack has several nodes. Pure.
 */
public final class OwnDynomite {
  private final TopologyParts parts;

  OwnDynomite(TopologyParts parts) {
    this.parts = parts;
  }

  /**
   * Returns why the server is another Dynomite.
   *
   * @param info the answer of {@code /info}
   * @param description requests {@code /cluster_describe}, if it is needed
   * @return a sentence; empty if it is this node's Dynomite, or if that is unknown
   * @throws WarmupException DYNOMITE_UNREACHABLE if there is no description
   */
  public Optional<String> whyForeign(DynomiteInfo info, Supplier<ClusterDescription> description) {
    boolean here = isAt(info, parts.rack(), parts.datacenter());
    if (!here && !parts.ymlPlace().filter(p -> isAt(info, p.get(0), p.get(1))).isPresent()) {
      return foreign("rack " + info.rack() + ", data centre " + info.datacenter(), here());
    }
    Optional<Endpoint> named = endpoint(info.serverName());
    Optional<Endpoint> storage = parts.ymlStorage();
    if (storage.isPresent() && named.isPresent() && storage.get().port() != named.get().port()) {
      return foreign("Redis " + named.get(), "Redis " + storage.get() + " (servers)");
    }
    boolean aloneInRack =
        parts.peers().stream()
            .noneMatch(
                p -> p.rack().equals(parts.rack()) && p.datacenter().equals(parts.datacenter()));
    return aloneInRack ? Optional.empty() : ofAnotherToken(description.get());
  }

  /** Returns whether {@code /info} contains enough to distinguish one Dynomite from another. */
  public boolean isIdentifiedBy(DynomiteInfo info) {
    return !info.rack().isEmpty() && !info.datacenter().isEmpty();
  }

  private static boolean isAt(DynomiteInfo info, String rack, String datacenter) {
    return (info.rack().isEmpty() || info.rack().equals(rack))
        && (info.datacenter().isEmpty() || info.datacenter().equals(datacenter));
  }

  private String here() {
    return "rack " + parts.rack() + ", data centre " + parts.datacenter();
  }

  /**
   * Compares the token. Only the Dynomite that was asked reports itself as 0.0.0.0; another host is
   * recognized by its address.
   */
  private Optional<String> ofAnotherToken(ClusterDescription all) {
    String host = Optional.ofNullable(URI.create(parts.adminUrl()).getHost()).orElse("");
    for (ClusterNode node : all.nodes()) {
      boolean asked = Texts.isWildcard(node.dynomite().host()) || onlyAt(host, node, all);
      if (asked
          && node.in(parts.rack(), parts.datacenter())
          && Collections.disjoint(node.tokens(), parts.tokens())) {
        return foreign("token " + node.tokens() + " of " + here(), "token " + parts.tokens());
      }
    }
    return Optional.empty();
  }

  private static boolean onlyAt(String host, ClusterNode node, ClusterDescription all) {
    return node.isAt(host) && all.nodes().stream().filter(n -> n.isAt(host)).count() == 1;
  }

  private Optional<String> foreign(String there, String expected) {
    return Optional.of(
        String.format(
            "The admin port %s belongs to another Dynomite: it names %s, and this node is %s."
                + " No state was set there. Correct stats_listen in dynomite.yml or"
                + " dynomite.admin.url",
            parts.adminUrl(), Texts.quotable(there), expected));
  }

  private static Optional<Endpoint> endpoint(String name) {
    try {
      return YmlFormats.listen(name);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
