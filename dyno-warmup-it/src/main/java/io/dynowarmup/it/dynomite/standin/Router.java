// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.standin.wire.Fragments;
import io.dynowarmup.it.dynomite.standin.wire.KeyHash;
import io.dynowarmup.it.dynomite.standin.wire.Quorum;
import io.dynowarmup.it.dynomite.standin.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Routes each request to one owner, or to one owner in each rack. */
final class Router {
  private final NodeSpec spec;
  private final LocalRedis redis;
  private final KeyHash keyHash;
  private final Counters counters;
  private final Map<String, Ring<RemotePeer>> racks = new TreeMap<>();
  private final RemoteDcs remoteDcs;
  private final List<RemotePeer> peers = new ArrayList<>();
  private final Ring<RemotePeer> ownRack;
  private final RemotePeer self = RemotePeer.self();
  private long lastId;

  Router(NodeSpec spec, LocalRedis redis, Counters counters) {
    this.spec = spec;
    this.redis = redis;
    this.keyHash = KeyHash.of(spec.settings());
    this.counters = counters;
    this.remoteDcs = new RemoteDcs();
    this.ownRack = racks.computeIfAbsent(spec.rack(), name -> new Ring<>());
    spec.tokens().forEach(token -> ownRack.add(token, self));
  }

  void add(RemotePeer peer) {
    peers.add(peer);
    Map<String, Ring<RemotePeer>> where =
        peer.sameDc() ? racks : remoteDcs.racksOf(peer.seed().dc());
    Ring<RemotePeer> ring = where.computeIfAbsent(peer.seed().rack(), name -> new Ring<>());
    peer.seed().tokens().forEach(token -> ring.add(token, peer));
  }

  long nextId() {
    return ++lastId;
  }

  /**
   * Routes a client's request.
   *
   * @param part makes a request from its bytes and from the receiver of its answer
   */
  void route(Request request, int descriptor, BiFunction<byte[], Request.Asker, Request> part) {
    if (request.command().isVector() && ownRack.size() > 1) {
      Fragments.of(request, keyHash, ownRack::owner, part).forEach(each -> route(each, descriptor));
    } else {
      route(request, descriptor);
    }
  }

  private void route(Request request, int descriptor) {
    switch (request.command().routing()) {
      case THIS_NODE:
        toCounted(request, self, descriptor);
        return;
      case EVERY_NODE:
        toCounted(request, self, descriptor);
        peers.forEach(peer -> toOtherRack(request, peer, descriptor));
        return;
      case OWN_RACK:
        toCounted(request, ownRack.owner(hash(request)), descriptor);
        return;
      default:
        routeInOwnDc(request, descriptor);
        if (!request.command().read()) {
          long hash = hash(request);
          remoteDcs.forEachOwner(
              hash, ownRackIndex(), peer -> toOtherRack(request, peer, descriptor));
        }
    }
  }

  private int ownRackIndex() {
    return new ArrayList<>(racks.keySet()).indexOf(spec.rack());
  }

  private long hash(Request request) {
    return keyHash.of(request.key());
  }

  /**
   * Sends a request to the owner in this node's rack. Sends a write, and any request that needs a
   * quorum, to the other racks too.
   */
  void routeInOwnDc(Request request, int descriptor) {
    boolean read = request.command().read();
    NodeSettings settings = spec.settings();
    String consistency = read ? settings.readConsistency() : settings.writeConsistency();
    boolean quorum = !consistency.equals("DC_ONE");
    if (quorum) {
      request.wants(new Quorum(racks.size(), consistency.equals("DC_SAFE_QUORUM")));
    }
    long hash = hash(request);
    for (Ring<RemotePeer> rack : racks.values()) {
      if (rack == ownRack || quorum) {
        toCounted(request, rack.owner(hash), descriptor);
      } else if (!read) {
        toOtherRack(request, rack.owner(hash), descriptor);
      }
    }
  }

  /** Sends a request whose answer counts for the client. */
  private void toCounted(Request request, RemotePeer owner, int descriptor) {
    byte[] refusal =
        owner.isSelf()
            ? redis.forward(request, descriptor)
            : owner.forward(request, descriptor, true);
    if (refusal != null) {
      request.answer(refusal);
    }
  }

  /**
   * Sends a request without waiting for its result. The client never learns the outcome.
   *
   * @return whether the request was sent
   */
  private boolean toOtherRack(Request request, RemotePeer owner, int descriptor) {
    byte[] refusal = owner.forward(request, descriptor, false);
    Counter dropped =
        owner.sameDc() ? Counter.PEER_DROPPED_REQUESTS : Counter.REMOTE_PEER_DROPPED_REQUESTS;
    counters.add(refusal == null ? Counter.PEER_REQUESTS : dropped, 1);
    return refusal == null;
  }
}
