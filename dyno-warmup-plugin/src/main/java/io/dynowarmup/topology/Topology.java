// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.topology.ring.KeyRange;
import io.dynowarmup.topology.ring.OwnedKeys;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.TokenRange;
import io.dynowarmup.topology.ring.TokenRing;
import io.dynowarmup.topology.yml.DynomiteSettings;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The position of this node in the cluster, its addresses, and the other nodes. Immutable. */
public final class Topology {
  private final TopologyParts parts;
  private final SameToken peers;
  private final OwnedKeys keys;
  private final List<String> notes;

  Topology(TopologyParts parts) {
    this.parts = parts;
    this.peers = new SameToken(parts);
    this.keys = new OwnedKeys(range(peers.ownRing()));
    List<String> odd = new ArrayList<>(parts.notes());
    odd.addAll(peers.notes());
    this.notes = Collections.unmodifiableList(odd);
  }

  /** Returns at least one token; each is 0 to 4294967295. */
  public List<Long> tokens() {
    return parts.tokens();
  }

  public String rack() {
    return parts.rack();
  }

  public String datacenter() {
    return parts.datacenter();
  }

  /** Returns the local Redis. */
  public Endpoint redis() {
    return parts.redis();
  }

  /** Returns the password that Dynomite itself uses for the local Redis; usually none. */
  public Secret redisPassword() {
    return parts.redisPassword();
  }

  /** Returns the URL of Dynomite's admin port, such as http://127.0.0.1:22222. */
  public String adminUrl() {
    return parts.adminUrl();
  }

  /** Returns the check that distinguishes this node's Dynomite from another. */
  public OwnDynomite ownDynomite() {
    return new OwnDynomite(parts);
  }

  /** Returns the address at which the local Dynomite serves clients. */
  public Endpoint clientAddress() {
    return parts.clientAddress();
  }

  /** Returns the address at which the local Dynomite listens for other Dynomites. */
  public Endpoint dynListen() {
    return parts.dynListen();
  }

  /** Returns the configuration of the local Dynomite. */
  public DynomiteSettings dynomite() {
    return parts.dynomite();
  }

  /** Returns this node as the other nodes list it. */
  public Peer self() {
    return Peer.of(redis(), dynListen(), rack(), datacenter(), tokens());
  }

  /** Returns all other nodes of the cluster, including those of this node's rack. */
  public List<Peer> peers() {
    return peers.all();
  }

  /**
   * Returns the nodes that hold this node's data: those with the same tokens in the other racks of
   * this data centre. If there are none and it is allowed, returns those in other data centres.
   *
   * <p>A node with only some of this node's tokens is not returned: it holds only a part of the
   * data, and REPLICAOF would drop the rest. A node with additional tokens is not returned either:
   * it would bring keys that never leave this node again. {@link #whyNoPeer} names both. {@code
   * /cluster_describe} contains only one token of each node; then that token decides.
   */
  public List<Peer> sameTokenPeers(boolean remoteDatacenters) {
    List<Peer> here = peers.in(true);
    return here.isEmpty() && remoteDatacenters ? peers.in(false) : here;
  }

  /**
   * Returns the nodes with this node's tokens whose Redis address no source names; if there are no
   * nodes with its tokens, those of all other racks. The port of the local Redis is assumed for
   * them.
   */
  public List<Peer> assumedPeers(boolean remoteDatacenters) {
    Set<Peer> all = new LinkedHashSet<>(sameTokenPeers(remoteDatacenters));
    if (remoteDatacenters) {
      all.addAll(sameTokenPeersElsewhere());
    }
    if (all.isEmpty()) {
      peers().stream()
          .filter(p -> remoteDatacenters || p.datacenter().equals(datacenter()))
          .filter(p -> !p.rack().equals(rack()) || !p.datacenter().equals(datacenter()))
          .forEach(all::add);
    }
    all.retainAll(parts.assumed());
    return new ArrayList<>(all);
  }

  /**
   * Returns this topology with the Redis that each peer's own Dynomite reports.
   *
   * @param asked the peers at whose hosts admin ports were asked
   */
  public Topology learned(List<Peer> asked, List<PeerAnswer> answers) {
    return asked.isEmpty() ? this : new Topology(new LearnedRedis(parts, answers).of(asked));
  }

  /** Returns the admin port of a peer's Dynomite; empty if it did not report its Redis there. */
  public Optional<Endpoint> adminOf(Peer peer) {
    return Optional.ofNullable(parts.admins().get(peer));
  }

  /** Returns the nodes with the same tokens in other data centres. */
  public List<Peer> sameTokenPeersElsewhere() {
    return peers.in(false);
  }

  /**
   * Returns why a node of this data centre is no source although it has this node's tokens, as a
   * clause; empty if there is no such node.
   */
  public Optional<String> whyAnotherRange() {
    return peers.whyAnotherRange();
  }

  /** Returns a sentence that says why {@link #sameTokenPeers} is empty. */
  public String whyNoPeer(boolean remoteDatacenters) {
    return peers.whyNone(remoteDatacenters, source());
  }

  /**
   * Returns how many connections the other nodes hold to this Dynomite once all are connected.
   * Assumes that they are configured like this node.
   */
  public int expectedPeerConnections() {
    return peers.expectedConnections();
  }

  /**
   * Returns whether a write may overtake an earlier one of the same Dynomite, because there are
   * several connections between two of them, or to Redis. Assumes that the other nodes are
   * configured like this node.
   */
  public boolean mayReorderWrites() {
    DynomiteSettings settings = dynomite();
    boolean elsewhere = peers().stream().anyMatch(p -> !p.datacenter().equals(datacenter()));
    return settings.datastoreConnections() > 1
        || settings.localPeerConnections() > 1
        || elsewhere && settings.remotePeerConnections() > 1;
  }

  /**
   * Returns keys that Dynomite stores on this node: the prefix followed by a number. If the prefix
   * contains the characters of the cluster's hash tag, they are replaced.
   *
   * @param count number of keys, 1 or more
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY if the rack has several nodes and the
   *     cluster's hash is not supported, or if this node's share of the ring is too small to find
   *     them (below a 200,000th)
   */
  public List<String> ownedKeys(String prefix, int count) {
    return keys.find(prefix, count);
  }

  /**
   * Returns the client ports of the other nodes' Dynomites.
   *
   * @param port the port of all of them
   */
  public ClientPorts clientPorts(int port) {
    return new ClientPorts(port, hosts(), peers.all());
  }

  /** Returns the tokens of this node's rack, as far as they are known. */
  public Set<Long> ringTokens() {
    return peers.ownRing().tokens();
  }

  /** Returns the addresses of this node's host. */
  public Set<String> hosts() {
    Set<String> own = LocalAddresses.ofThisMachine();
    own.add(clientAddress().host());
    own.add(dynListen().host());
    return own;
  }

  /** Returns the ranges of hashes that belong to this node, by the tokens of its own rack. */
  public List<TokenRange> ranges() {
    return peers.ownRing().ranges(tokens());
  }

  /**
   * Returns the other racks of all data centres, each with the owners of its tokens. Together the
   * nodes of a rack hold all keys, whatever their tokens. If the topology comes from {@code
   * /cluster_describe}, only one token of each node is known.
   */
  public List<RackRing> otherRacks() {
    return peers.otherRacks();
  }

  /**
   * Returns the other racks that are known to divide the keys differently than this node's rack.
   * The nodes of a rack that divides them alike are no substitute for a peer with this node's
   * tokens.
   */
  public List<RackRing> otherRings() {
    boolean inPart = peers.tellsOneTokenOfEach() && tokens().size() > 1;
    return otherRacks().stream()
        .filter(r -> inPart || !r.ring().equals(peers.ownRing()))
        .collect(Collectors.toList());
  }

  /** Returns the range of keys that belong to this node, as far as the ring is known. */
  public KeyRange keyRange() {
    boolean inPart = peers.tellsOneTokenOfEach() && tokens().size() > 1;
    return range(inPart ? new TokenRing(tokens()) : peers.knownRing());
  }

  /**
   * Returns the range of keys by the ring that a running Dynomite knows.
   *
   * @param cluster the answer of {@code /cluster_describe}
   */
  public KeyRange keyRange(ClusterDescription cluster) {
    Set<Long> ring = new HashSet<>(tokens());
    ring.addAll(cluster.tokens(rack(), datacenter()));
    // for a node with several tokens, the answer contains only one
    return tokens().size() > 1 ? keyRange() : range(new TokenRing(ring));
  }

  private KeyRange range(TokenRing ring) {
    return new KeyRange(dynomite().hash(), dynomite().hashTag(), ring, tokens());
  }

  /** Returns the sources of the topology, such as "dynomite.yml /etc/dynomite.yml", for the log. */
  public String source() {
    return parts.origins() + parts.peerRedis().map(asked -> "; " + asked).orElse("");
  }

  /** Returns findings, one sentence each, that do not prevent a run. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    return String.format(
        "token %s, rack %s, %s, Redis %s, %s, from %s",
        tokens(), rack(), datacenter(), redis(), Units.count(peers.all().size(), "peer"), source());
  }
}
