// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.TokenRing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The other nodes, as seen from the token, rack and data centre of this node. None of them has a
 * token of this node in this node's rack, because that would be this node.
 */
final class SameToken {
  private final TopologyParts parts;
  private final Set<Long> own;
  private final Map<List<String>, TokenRing> rings = new HashMap<>();
  private final TokenRing ring;

  SameToken(TopologyParts parts) {
    this.parts = parts;
    this.own = new HashSet<>(parts.tokens());
    this.ring = tokensOfOwnRack();
    tokensOfRacks().forEach((of, tokens) -> rings.put(of, new TokenRing(tokens)));
  }

  List<Peer> all() {
    return parts.peers();
  }

  /** Returns the nodes with this node's tokens, in its own data centre or in the others. */
  List<Peer> in(boolean ownDatacenter) {
    return filter(p -> sameTokens(p) && local(p) == ownDatacenter);
  }

  int expectedConnections() {
    int sum = 0;
    for (Peer p : all()) {
      sum +=
          local(p)
              ? parts.dynomite().localPeerConnections()
              : parts.dynomite().remotePeerConnections();
    }
    return sum;
  }

  /**
   * Returns the tokens without a node that divide the keys; none if the hash cannot be computed. A
   * share of the keys would be unknown then, while no other node holds keys.
   */
  private List<ClusterNode> vacant() {
    return parts.dynomite().computesHash() ? parts.vacant() : Collections.emptyList();
  }

  /** Returns the tokens of this node's rack. */
  TokenRing ownRing() {
    return ring;
  }

  private TokenRing tokensOfOwnRack() {
    Set<Long> tokens = new HashSet<>(own);
    filter(this::ownRack).forEach(p -> tokens.addAll(p.tokens()));
    vacant().stream()
        .filter(n -> n.in(parts.rack(), parts.datacenter()))
        .forEach(n -> tokens.addAll(n.tokens()));
    return new TokenRing(tokens);
  }

  /**
   * Returns the tokens of this node's rack. If no other node of the rack is known, returns those of
   * another rack that has this node's tokens. All racks of a cluster divide the keys alike. If no
   * such rack is known, returns this node's tokens alone.
   */
  TokenRing knownRing() {
    TokenRing ours = ownRing();
    if (ours.size() > own.size() || (parts.oneTokenOfEach() && own.size() > 1)) {
      return ours;
    }
    return tokensOfRacks().values().stream()
        .filter(tokens -> tokens.containsAll(own))
        .max(Comparator.comparingInt(Set::size))
        .map(TokenRing::new)
        .orElse(ours);
  }

  /**
   * Returns the tokens of each rack. Reads the nodes once, because a file may list many thousands.
   */
  private Map<List<String>, Set<Long>> tokensOfRacks() {
    Map<List<String>, Set<Long>> tokens = new HashMap<>();
    for (Peer p : all()) {
      tokens.computeIfAbsent(rackOf(p), r -> new HashSet<>()).addAll(p.tokens());
    }
    for (ClusterNode n : vacant()) {
      tokens
          .computeIfAbsent(Arrays.asList(n.datacenter(), n.rack()), r -> new HashSet<>())
          .addAll(n.tokens());
    }
    return tokens;
  }

  private static List<String> rackOf(Peer p) {
    return Arrays.asList(p.datacenter(), p.rack());
  }

  /** Returns the other racks, each with the owners of its tokens. */
  List<RackRing> otherRacks() {
    return RackRing.of(all(), parts.vacant()).stream()
        .filter(r -> !r.isRack(parts.rack(), parts.datacenter()))
        .collect(Collectors.toList());
  }

  /** Returns whether only a part of the ring may be known. */
  boolean tellsOneTokenOfEach() {
    return parts.oneTokenOfEach();
  }

  /**
   * Returns findings about the nodes with this node's tokens, as far as all nodes of their racks
   * are known.
   */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    addSharedPorts(notes);
    if (parts.oneTokenOfEach() && own.size() > 1) {
      return notes;
    }
    for (Peer p : filter(this::sameTokens)) {
      if (differs(p)) {
        notes.add(
            p
                + " has this node's token, but its rack divides the keys differently (its tokens "
                + Texts.quotable(ringOf(p).toString())
                + ", this rack's "
                + Texts.quotable(ring.toString())
                + "): it may hold more or less than this node's data");
      }
    }
    return notes;
  }

  /**
   * Adds a finding for Dynomites that share a host. Each of them has its own Redis, but the same
   * address is assumed for all.
   */
  private void addSharedPorts(List<String> notes) {
    Map<Endpoint, List<Peer>> at = new HashMap<>();
    all().forEach(p -> at.computeIfAbsent(p.redis(), r -> new ArrayList<>()).add(p));
    for (Peer p :
        filter(
            n ->
                sameTokens(n) && (!parts.peerRedis().isPresent() || parts.assumed().contains(n)))) {
      List<Peer> same = at.get(p.redis());
      boolean ownRedis = p.redis().equals(parts.redis());
      if (same.size() > 1 || ownRedis) {
        Peer other = same.get(0) == p ? same.get(same.size() - 1) : same.get(0);
        notes.add(
            String.format(
                "the Redis of %s is assumed at %s, where %s is expected as well: several Dynomites"
                    + " on one host have different Redis ports, and no seed contains them; name"
                    + " their admin ports in 'peer.dynomite.admin.ports', or each in the setting"
                    + " 'peers' with its Redis port",
                "Dynomite " + p.dynomite(),
                p.redis(),
                ownRedis ? "this node's own" : "that of Dynomite " + other.dynomite()));
      }
    }
  }

  String whyNone(boolean remoteDatacenters, String source) {
    StringBuilder why = new StringBuilder("no other rack of ").append(parts.datacenter());
    why.append(remoteDatacenters ? " and no other data centre" : "");
    why.append(" has token ").append(text(own)).append(", says ").append(source);
    List<Peer> overlapping = filter(p -> !equalTokens(p) && !Collections.disjoint(own, p.tokens()));
    if (!overlapping.isEmpty()) {
      why.append("; not a source because their tokens differ from this node's: ")
          .append(listed(overlapping));
    }
    List<Peer> elsewhere = in(false);
    if (!remoteDatacenters && !elsewhere.isEmpty()) {
      why.append("; in other data centres (remote.datacenters=true allows them): ");
      why.append(listed(elsewhere));
    } else if (!parts.oneTokenOfEach() || own.size() == 1) {
      why.append(RangeHolders.text(parts, ownRing().ranges(own), otherRacks()));
    }
    return why.append("; nodes known: ").append(all().size()).toString();
  }

  /**
   * Returns why a node of this data centre is no source although it has this node's tokens, as a
   * clause; empty if there is no such node.
   */
  Optional<String> whyAnotherRange() {
    return all().stream()
        .filter(p -> local(p) && equalTokens(p) && dividesDifferently(p))
        .findFirst()
        .map(
            p ->
                String.format(
                    "%s has the token, but its rack has the tokens %s, and this rack the tokens %s:"
                        + " a node may have left the topology",
                    p, Texts.quotable(ringOf(p).toString()), Texts.quotable(ring.toString())));
  }

  private boolean sameTokens(Peer p) {
    return equalTokens(p) && !dividesDifferently(p);
  }

  private boolean equalTokens(Peer p) {
    return own.equals(new HashSet<>(p.tokens()))
        || (parts.oneTokenOfEach() && own.containsAll(p.tokens()));
  }

  /**
   * Returns whether a node with this node's tokens is known to hold more or less than this node's
   * keys. If no neighbour of a node is known, the topology may name only the nodes with this node's
   * tokens. In another data centre, the neighbours of one of both nodes are enough; in this one,
   * whose racks usually divide the keys alike, those of both are needed. Without the hash, this
   * data centre has no better source.
   */
  private boolean dividesDifferently(Peer p) {
    boolean known = !(parts.oneTokenOfEach() && own.size() > 1);
    boolean there = ringOf(p).size() > p.tokens().size();
    boolean here = ring.size() > own.size();
    boolean rings = local(p) ? there && here && parts.dynomite().computesHash() : there || here;
    return known && rings && differs(p);
  }

  private boolean differs(Peer p) {
    return own.stream().anyMatch(t -> ringOf(p).before(t) != ring.before(t));
  }

  private TokenRing ringOf(Peer p) {
    return rings.get(rackOf(p));
  }

  private boolean local(Peer p) {
    return p.datacenter().equals(parts.datacenter());
  }

  private boolean ownRack(Peer p) {
    return local(p) && p.rack().equals(parts.rack());
  }

  private List<Peer> filter(Predicate<Peer> wanted) {
    return Collections.unmodifiableList(all().stream().filter(wanted).collect(Collectors.toList()));
  }

  private static String listed(List<Peer> peers) {
    return peers.stream()
        .limit(20)
        .map(p -> p + " tokens " + p.tokens())
        .collect(Collectors.joining(", "));
  }

  private static String text(Set<Long> tokens) {
    return tokens.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }
}
