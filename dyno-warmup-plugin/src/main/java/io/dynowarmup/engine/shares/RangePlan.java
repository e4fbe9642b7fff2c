// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.KeyRange;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.RangeShare;
import io.dynowarmup.topology.ring.RingOrder;
import io.dynowarmup.topology.ring.TokenRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which parts of this node's range have arrived, and which node is asked for the next one, for a
 * node whose tokens no peer has. Used by one thread.
 */
public final class RangePlan {
  /** Why keys are copied from several nodes, as a clause. */
  public static final String WHY =
      "no peer has this node's token and its data: its range is copied from the nodes that hold it";

  private static final int MOST_NAMED = 4;

  private final KeyRange own;
  private final List<TokenRange> ranges;
  private final List<RackRing> racks;
  private final RingOrder order;
  private final List<ArrivedShare> arrived = new ArrayList<>();
  private final Set<Peer> refused = new HashSet<>();
  private final List<CandidateVerdict> refusals = new ArrayList<>();
  private List<TokenRange> left;
  private List<TokenRange> rest = Collections.emptyList();
  private SourceShare current;
  private RackRing currentRack;
  private long arrivedBytes;
  private final StoredRanges stored = new StoredRanges(this);

  private RangePlan(KeyRange own, List<TokenRange> ranges, List<RackRing> racks, RingOrder order) {
    this.own = own;
    this.ranges = ranges;
    this.left = ranges;
    this.racks = order.sorted(racks, ranges);
    this.order = order;
  }

  /**
   * Returns the plan for a node.
   *
   * @param racks the racks to use
   * @return empty if no node of these racks is known to hold a part of this node's range, or if it
   *     is not known which keys belong to which node
   */
  public static Optional<RangePlan> of(
      Topology topology, Collection<RackRing> racks, RingOrder order) {
    KeyRange own = topology.keyRange();
    List<TokenRange> ranges = topology.ranges();
    List<RackRing> holding =
        racks.stream()
            .filter(r -> r.shares(ranges).stream().anyMatch(s -> s.owner().isPresent()))
            .collect(Collectors.toList());
    return holding.isEmpty() || !own.computable()
        ? Optional.empty()
        : Optional.of(new RangePlan(own, ranges, holding, order));
  }

  /**
   * Returns the next part, from the nearest rack that has a node to ask.
   *
   * @param notNow nodes that must not be asked now
   * @return empty if no node can be asked for {@linkplain #missing the missing ranges}
   */
  public Optional<SourceShare> next(Collection<Peer> notNow) {
    Set<Peer> without = new HashSet<>(notNow);
    without.addAll(refused);
    for (RackRing rack : left.isEmpty() ? Collections.<RackRing>emptyList() : racks) {
      List<RangeShare> shares = rack.shares(left);
      for (RangeShare share : shares) {
        List<Peer> candidates =
            share.owner().map(o -> alike(rack, o)).orElseGet(Collections::emptyList);
        candidates.removeAll(refused);
        if (candidates.stream().anyMatch(c -> !without.contains(c))) {
          rest = without(shares, share);
          current = share(rack, share, candidates);
          currentRack = rack;
          return Optional.of(current);
        }
      }
    }
    current = null;
    return Optional.empty();
  }

  /**
   * Returns the parts that follow the current one in the same rack, as {@link #next} would return
   * them if nothing fails.
   */
  public List<SourceShare> following() {
    List<SourceShare> following = new ArrayList<>();
    RackRing rack = current == null || rest.isEmpty() ? null : currentRack;
    for (RangeShare share :
        rack == null ? Collections.<RangeShare>emptyList() : rack.shares(rest)) {
      List<Peer> candidates = share.owner().map(o -> alike(rack, o)).orElseGet(ArrayList::new);
      candidates.removeAll(refused);
      if (!candidates.isEmpty()) {
        following.add(share(rack, share, candidates));
      }
    }
    return following;
  }

  private static List<TokenRange> without(List<RangeShare> shares, RangeShare one) {
    return shares.stream()
        .filter(s -> s != one)
        .flatMap(s -> s.ranges().stream())
        .collect(Collectors.toList());
  }

  /** Returns the nodes that hold the same keys as this one and are as near. */
  private List<Peer> alike(RackRing rack, Peer owner) {
    List<Peer> alike = new ArrayList<>();
    for (RackRing other : racks) {
      if (other.ring().equals(rack.ring())) {
        Optional<Peer> same = other.ownerOf(owner.tokens().get(0));
        same.filter(p -> new HashSet<>(p.tokens()).equals(new HashSet<>(owner.tokens())))
            .filter(p -> order.of(p) == order.of(owner))
            .ifPresent(alike::add);
      }
    }
    return alike;
  }

  private SourceShare share(RackRing rack, RangeShare share, List<Peer> candidates) {
    List<Long> tokens = candidates.get(0).tokens();
    return new SourceShare(
        candidates,
        own.ofNode(rack.ring(), tokens),
        own.within(share.ranges()),
        share.ranges(),
        (double) share.size() / TokenRange.size(rack.ring().ranges(tokens)),
        (double) share.size() / TokenRange.size(ranges));
  }

  /** Returns what the store of dumps has of this node's range. */
  public StoredRanges stored() {
    return stored;
  }

  /** Returns a share of a rack as a part, if the rack has a node to ask. */
  Optional<SourceShare> asked(RackRing rack, RangeShare of) {
    List<Peer> candidates = of.owner().map(o -> alike(rack, o)).orElseGet(Collections::emptyList);
    return candidates.isEmpty() ? Optional.empty() : Optional.of(share(rack, of, candidates));
  }

  List<RackRing> racks() {
    return racks;
  }

  List<TokenRange> left() {
    return left;
  }

  /** Returns the part that is being copied; empty if none is. */
  public Optional<SourceShare> current() {
    return Optional.ofNullable(current);
  }

  /**
   * Records that no candidate of the current part can be the source, until {@link #askAgain}.
   *
   * @param why what was found out about them
   */
  public void refused(List<CandidateVerdict> why) {
    refused.addAll(current.candidates());
    refusals.addAll(why);
  }

  /** Returns what was found out about the nodes that were refused. */
  public List<CandidateVerdict> refusals() {
    return Collections.unmodifiableList(refusals);
  }

  /** Allows the nodes that were refused. */
  public void askAgain() {
    refused.clear();
    refusals.clear();
  }

  /**
   * Records that the current part has arrived.
   *
   * @param doubts what may be missing of it, in sentences
   * @param served what has to stay the same for it to stay complete: the processes of this node
   */
  public void arrived(Peer source, List<String> doubts, String served) {
    arrived.add(new ArrivedShare(source, current, doubts, served));
    left = rest;
    current = null;
  }

  /**
   * Forgets the parts that were copied to other processes of this node: they have missed writes.
   *
   * @return whether there were any
   */
  public boolean forgetUnless(String served) {
    List<TokenRange> again = new ArrayList<>();
    arrived.removeIf(
        a -> {
          boolean old = !a.served().equals(served);
          again.addAll(old ? a.share().ranges() : Collections.<TokenRange>emptyList());
          return old;
        });
    if (again.isEmpty()) {
      return false;
    }
    left = joined(again, left);
    // What is left when the current part has arrived.
    rest = joined(again, rest);
    return true;
  }

  private static List<TokenRange> joined(List<TokenRange> some, List<TokenRange> others) {
    List<TokenRange> all = new ArrayList<>(some);
    all.addAll(others);
    return TokenRange.inOrder(all);
  }

  /** Returns whether a part has arrived. From then on this node has to get its writes. */
  public boolean begun() {
    return !arrived.isEmpty();
  }

  /** Returns whether all parts have arrived. */
  public boolean complete() {
    return left.isEmpty();
  }

  /**
   * Returns the progress of the whole copy.
   *
   * @param part the progress of the current part
   * @param ahead the parts that are copied at the same time
   */
  public Progress overall(Progress part, AheadProgress ahead) {
    return current == null ? part : ShareProgress.of(part, arrived, current, arrivedBytes, ahead);
  }

  /**
   * Records how much has arrived.
   *
   * @param bytes bytes of all parts so far
   */
  public void arrivedBytes(long bytes) {
    arrivedBytes = bytes;
  }

  /** Returns the parts that have arrived, in this order. */
  public List<ArrivedShare> arrived() {
    return Collections.unmodifiableList(arrived);
  }

  /** Returns whether another rack than the peer's holds this node's range. */
  public boolean otherCopies(Peer peer) {
    return racks.stream().anyMatch(r -> !r.isRack(peer.rack(), peer.datacenter()));
  }

  /** Returns the ranges that have not arrived, as text. */
  public String missing() {
    return text(left);
  }

  /** Returns a sentence about the ranges that have not arrived. */
  public String missing(String why) {
    return "the keys of " + missing() + " are missing here: " + why + stored.text();
  }

  static String text(List<TokenRange> ranges) {
    int more = ranges.size() - MOST_NAMED;
    return ranges.stream()
            .limit(MOST_NAMED)
            .map(TokenRange::toString)
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
