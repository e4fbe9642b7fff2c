// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.topology.ring.KeyRange;
import io.dynowarmup.topology.ring.OwnedKeys;
import io.dynowarmup.topology.ring.TokenRing;
import io.dynowarmup.topology.yml.DynomiteSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who this node is, where its parts listen, and who else is in the cluster. Immutable. */
public final class Topology {
  private final List<Long> tokens;
  private final String rack;
  private final String datacenter;
  private final Endpoint redis;
  private final String adminUrl;
  private final Endpoint clientAddress;
  private final Endpoint dynListen;
  private final SameToken peers;
  private final DynomiteSettings dynomite;
  private final Secret redisPassword;
  private final String source;
  private final List<String> notes;
  private final OwnedKeys keys;
  private final OwnDynomite ownDynomite;
  private final TopologyParts parts;

  Topology(TopologyParts p) {
    this.parts = p;
    this.tokens = Collections.unmodifiableList(new ArrayList<>(p.tokens));
    this.rack = p.rack;
    this.datacenter = p.datacenter;
    this.redis = p.redis;
    this.adminUrl = p.adminUrl;
    this.clientAddress = p.clientAddress;
    this.dynListen = p.dynListen;
    this.dynomite = p.dynomite;
    this.redisPassword = p.redisPassword;
    this.peers = new SameToken(p);
    this.ownDynomite = new OwnDynomite(p);
    this.source = p.origins.text() + (p.peerRedis.isEmpty() ? "" : "; " + p.peerRedis);
    List<String> odd = new ArrayList<>(p.notes);
    odd.addAll(peers.notes());
    this.notes = Collections.unmodifiableList(odd);
    this.keys = new OwnedKeys(dynomite.hash(), dynomite.hashTag(), peers.ownRing(), tokens);
  }

  /** At least one; each 0 to 4294967295. */
  public List<Long> tokens() {
    return tokens;
  }

  public String rack() {
    return rack;
  }

  public String datacenter() {
    return datacenter;
  }

  /** The local Redis. */
  public Endpoint redis() {
    return redis;
  }

  /** The password that Dynomite itself uses for the local Redis; usually none. */
  public Secret redisPassword() {
    return redisPassword;
  }

  /** Dynomite's admin port, such as http://127.0.0.1:22222. */
  public String adminUrl() {
    return adminUrl;
  }

  /** By what this node's Dynomite is told from another. */
  public OwnDynomite ownDynomite() {
    return ownDynomite;
  }

  /** Where the local Dynomite serves clients. */
  public Endpoint clientAddress() {
    return clientAddress;
  }

  /** Where the local Dynomite listens for other Dynomites. */
  public Endpoint dynListen() {
    return dynListen;
  }

  /** How the local Dynomite is configured. */
  public DynomiteSettings dynomite() {
    return dynomite;
  }

  /** All other nodes of the cluster, of the own rack too. */
  public List<Peer> peers() {
    return peers.all();
  }

  /**
   * The nodes that hold this node's data: those with the same tokens in the other racks of the own
   * data centre or, when there are none and it is allowed, those in other data centres.
   *
   * <p>A node that has only some of our tokens holds only some of our data, and REPLICAOF would
   * drop the rest; one that has ours and more would bring keys that do not belong here, for ever.
   * Neither is in the list; {@link #whyNoPeer} names them. What {@code /cluster_describe} tells of
   * a node is one token only: then that one decides.
   */
  public List<Peer> sameTokenPeers(boolean remoteDatacenters) {
    List<Peer> here = peers.in(true);
    return here.isEmpty() && remoteDatacenters ? peers.in(false) : here;
  }

  /**
   * Those with this node's tokens whose Redis nobody has named: it is assumed at the port of the
   * local one.
   */
  public List<Peer> assumedPeers(boolean remoteDatacenters) {
    Set<Peer> all = new LinkedHashSet<>(sameTokenPeers(remoteDatacenters));
    if (remoteDatacenters) {
      all.addAll(sameTokenPeersElsewhere());
    }
    all.retainAll(parts.assumed);
    return new ArrayList<>(all);
  }

  /**
   * The same with the Redis of each peer that its own Dynomite names.
   *
   * @param asked the peers at whose hosts admin ports were asked
   */
  public Topology learned(List<Peer> asked, List<PeerAnswer> answers) {
    return asked.isEmpty() ? this : new Topology(new LearnedRedis(parts, answers).of(asked));
  }

  /** The admin port of a peer's Dynomite; empty where it has not told its Redis there. */
  public Optional<Endpoint> adminOf(Peer peer) {
    return Optional.ofNullable(parts.admins.get(peer));
  }

  /** The nodes with the same tokens in other data centres. */
  public List<Peer> sameTokenPeersElsewhere() {
    return peers.in(false);
  }

  /** The sentence for when {@link #sameTokenPeers} is empty. */
  public String whyNoPeer(boolean remoteDatacenters) {
    return peers.whyNone(remoteDatacenters, source);
  }

  /**
   * How many connections the other nodes hold to this Dynomite once all have found it, if they are
   * configured as this node is.
   */
  public int expectedPeerConnections() {
    return peers.expectedConnections();
  }

  /**
   * Keys that Dynomite keeps on this node: the prefix followed by a number. Where the prefix holds
   * the characters of the cluster's hash tag, they are replaced.
   *
   * @param count 1 and more
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY when the rack has several nodes and the
   *     cluster's hash is not supported, or this node's share of the ring is too small (below a
   *     millionth) to find them
   */
  public List<String> ownedKeys(String prefix, int count) {
    return keys.find(prefix, count);
  }

  /**
   * Whether Dynomite keeps the key on this node.
   *
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY when the rack has several nodes and the
   *     cluster's hash is not supported
   */
  public boolean owns(String key) {
    return keys.owns(key);
  }

  /**
   * Where the other nodes' Dynomites serve clients.
   *
   * @param port of all of them
   */
  public ClientPorts clientPorts(int port) {
    Set<String> own = LocalAddresses.ofThisMachine();
    own.add(clientAddress.host());
    own.add(dynListen.host());
    return new ClientPorts(port, own, peers.all());
  }

  /** Which keys belong to this node, as far as the ring is known. */
  public KeyRange keyRange() {
    boolean inPart = peers.tellsOneTokenOfEach() && tokens.size() > 1;
    return new KeyRange(
        dynomite.hash(),
        dynomite.hashTag(),
        inPart ? new TokenRing(tokens) : peers.knownRing(),
        tokens);
  }

  /**
   * The same, with a ring that a running Dynomite knows.
   *
   * @param clusterDescribe the text of {@code /cluster_describe}
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE when this is not such an answer
   */
  public KeyRange keyRange(String clusterDescribe) {
    Set<Long> ring = new HashSet<>(tokens);
    ring.addAll(
        ClusterDescription.parse(clusterDescribe, "/cluster_describe of " + adminUrl)
            .tokens(rack, datacenter));
    // of a node with several tokens it tells one
    return tokens.size() > 1
        ? keyRange()
        : new KeyRange(dynomite.hash(), dynomite.hashTag(), new TokenRing(ring), tokens);
  }

  /** Where this comes from, such as "dynomite.yml /etc/dynomite.yml", for the log. */
  public String source() {
    return source;
  }

  /** What looked odd, one sentence each; nothing that stops a run. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    return String.format(
        "token %s, rack %s, %s, Redis %s, %d peers, from %s",
        tokens, rack, datacenter, redis, peers.all().size(), source);
  }
}
