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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides whether the server at the admin address is this node's Dynomite. It compares what the
 * server reports: rack, data centre and storage, and the token if the rack has several nodes. Pure.
 */
public final class OwnDynomite {
  private final String adminUrl;
  private final List<List<String>> places;
  private final String rack;
  private final String datacenter;
  private final List<Long> tokens;
  private final Optional<Endpoint> storage;
  private final boolean aloneInRack;

  OwnDynomite(TopologyParts p) {
    this.adminUrl = p.adminUrl;
    this.rack = p.rack;
    this.datacenter = p.datacenter;
    this.tokens = Collections.unmodifiableList(new ArrayList<>(p.tokens));
    List<List<String>> known = new ArrayList<>();
    known.add(Arrays.asList(p.rack, p.datacenter));
    p.ymlPlace.ifPresent(known::add);
    this.places = Collections.unmodifiableList(known);
    this.storage = p.ymlStorage;
    this.aloneInRack =
        p.peers.stream()
            .noneMatch(n -> n.rack().equals(p.rack) && n.datacenter().equals(p.datacenter));
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
    if (places.stream().noneMatch(place -> isAt(info, place))) {
      return foreign("rack " + info.rack() + ", data centre " + info.datacenter(), here());
    }
    Optional<Endpoint> named = endpoint(info.serverName());
    if (storage.isPresent() && named.isPresent() && storage.get().port() != named.get().port()) {
      return foreign("Redis " + named.get(), "Redis " + storage.get() + " (servers)");
    }
    return aloneInRack ? Optional.empty() : ofAnotherToken(description.get());
  }

  /** Returns whether {@code /info} contains enough to distinguish one Dynomite from another. */
  public boolean isToldBy(DynomiteInfo info) {
    return !info.rack().isEmpty() && !info.datacenter().isEmpty();
  }

  private static boolean isAt(DynomiteInfo info, List<String> place) {
    return (info.rack().isEmpty() || info.rack().equals(place.get(0)))
        && (info.datacenter().isEmpty() || info.datacenter().equals(place.get(1)));
  }

  private String here() {
    return "rack " + rack + ", data centre " + datacenter;
  }

  /**
   * Compares the token. Only the Dynomite that was asked reports itself as 0.0.0.0; another host is
   * recognized by its address.
   */
  private Optional<String> ofAnotherToken(ClusterDescription all) {
    String host = Optional.ofNullable(URI.create(adminUrl).getHost()).orElse("");
    for (ClusterNode node : all.nodes()) {
      boolean asked = Texts.isWildcard(node.dynomite().host()) || onlyAt(host, node, all);
      if (asked && node.in(rack, datacenter) && Collections.disjoint(node.tokens(), tokens)) {
        return foreign("token " + node.tokens() + " of " + here(), "token " + tokens);
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
            adminUrl, Texts.quotable(there), expected));
  }

  private static Optional<Endpoint> endpoint(String name) {
    try {
      return YmlFormats.listen(name);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
