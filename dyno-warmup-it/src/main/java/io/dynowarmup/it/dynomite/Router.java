package io.dynowarmup.it.dynomite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends each request of a client where it belongs: to one owner, or to one in each rack. */
final class Router {
  private final LocalRedis redis;
  private final String hashTag;
  private final Counters counters;
  private final Map<String, TokenRing<Peer>> racks = new TreeMap<>();
  private final List<Peer> peers = new ArrayList<>();
  private final TokenRing<Peer> ownRack;
  private final Peer self = Peer.self();
  private long lastId;

  Router(NodeSpec spec, LocalRedis redis, Counters counters) {
    this.redis = redis;
    this.hashTag = spec.settings().hashTag();
    this.counters = counters;
    this.ownRack = racks.computeIfAbsent(spec.rack(), name -> new TokenRing<>());
    spec.tokens().forEach(token -> ownRack.add(token, self));
  }

  void add(Peer peer) {
    peers.add(peer);
    TokenRing<Peer> ring = racks.computeIfAbsent(peer.seed().rack(), name -> new TokenRing<>());
    peer.seed().tokens().forEach(token -> ring.add(token, peer));
  }

  List<Peer> peers() {
    return peers;
  }

  long nextId() {
    return ++lastId;
  }

  void route(Request request, int descriptor) {
    switch (request.command().routing()) {
      case THIS_NODE:
        toOwnRack(request, self, descriptor);
        return;
      case EVERY_NODE:
        toOwnRack(request, self, descriptor);
        peers.forEach(peer -> toOtherRack(request, peer, descriptor));
        return;
      case OWN_RACK:
        toOwnRack(request, ownRack.owner(request.keyHash(hashTag)), descriptor);
        return;
      default:
        toOwners(request, descriptor);
    }
  }

  private void toOwners(Request request, int descriptor) {
    long hash = request.keyHash(hashTag);
    for (TokenRing<Peer> rack : racks.values()) {
      Peer owner = rack.owner(hash);
      if (rack == ownRack) {
        toOwnRack(request, owner, descriptor);
      } else if (!request.command().read()) {
        toOtherRack(request, owner, descriptor);
      }
    }
  }

  /** The answer is the client's. */
  private void toOwnRack(Request request, Peer owner, int descriptor) {
    byte[] refusal =
        owner.isSelf()
            ? redis.forward(request, descriptor)
            : owner.forward(request, descriptor, true);
    if (refusal != null) {
      request.answer(refusal);
    }
  }

  /** Whatever becomes of it: the client does not hear of it. */
  private void toOtherRack(Request request, Peer owner, int descriptor) {
    byte[] refusal = owner.forward(request, descriptor, false);
    counters.add(refusal == null ? Counter.PEER_REQUESTS : Counter.PEER_DROPPED_REQUESTS, 1);
  }
}
