// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.marker.PeerMarkers;
import io.dynowarmup.dynomite.marker.WriteReach;
import io.dynowarmup.dynomite.traffic.PeerConnections;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.node.PeerDynomites;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Checks whether the source receives the writes of the cluster. If it does not, the run selects
 * another source. If no other source is left, the run copies from this one and does not end as
 * WARMED.
 */
public final class SourceReach {
  private static final int LIMIT_MILLIS = 500;

  /**
   * Time limit for one answer, in milliseconds. A Dynomite that waits for a quorum answers as late
   * as the slowest replica.
   */
  private static final int ANSWER_MILLIS = 3_000;

  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RunContext context;
  private final TransferSession session;
  private final boolean keepsData;
  private WriteReach reach;
  private boolean settled;

  SourceReach(RunContext context, TransferSession session, boolean keepsData) {
    this.context = context;
    this.session = session;
    this.keepsData = keepsData;
  }

  /**
   * Checks once.
   *
   * @return whether the copy can proceed without another check
   * @throws WarmupException SOURCE_FAILED if the source does not receive writes that the Dynomite
   *     of another node accepts, and another source is left
   */
  public boolean poll() {
    if (settled || !context.config().handOver().writeProbe()) {
      return true;
    }
    if (reach == null) {
      reach = open();
    }
    settled = reach.poll();
    Optional<Endpoint> cut = reach.cut();
    if (cut.isPresent()) {
      cut(why(cut.get()));
    }
    return settled;
  }

  /**
   * Checks that the Dynomite of the source serves, if the source decides about data of this node. A
   * decision of an operator needs no check. A preferred source that waits for its site need not
   * serve reads.
   *
   * @param always whether to check a source that decides nothing as well
   * @param info returns INFO of the source, with its reserved keys
   * @throws WarmupException SOURCE_FAILED if it no longer serves
   */
  static void checkServing(
      RunContext context, Peer source, boolean always, Supplier<RedisInfo> info) {
    if (!always && !context.sources().authority().decides()) {
      return;
    }
    DynomiteSign sign =
        new PeerDynomites(context.host(), context.config(), context.node().topology()).sign(source);
    Optional<Peer> preferred =
        sign.isResuming()
            ? SourceSelector.preferred(
                context.request(), context.config(), context.node().topology())
            : Optional.empty();
    checkSign(sign, source, preferred, info);
  }

  static void checkSign(
      DynomiteSign sign, Peer source, Optional<Peer> preferred, Supplier<RedisInfo> info) {
    if (!sign.doesNotServe()
        || preferred.isPresent() && Warmth.awaitsItsSite(source, preferred, sign, info.get())) {
      return;
    }
    throw new WarmupException(
        Reason.SOURCE_FAILED, sign.text() + "; nothing here is removed or overwritten any more");
  }

  /**
   * Repeats the check, because a hand-over failed: writes may no longer reach the source. Has no
   * effect on a source that is known not to receive them.
   */
  public void again() {
    if (reach != null && !isImpossible()) {
      reach.again(false);
      settled = false;
    }
  }

  /** Repeats a check that was made long ago, as before a comparison of many keys. */
  public void refresh() {
    if (settled && reach != null && reach.ageNanos() > OLD_NANOS) {
      again();
    }
  }

  private boolean isImpossible() {
    return !context.config().handOver().writeProbe()
        || context.sources().failed().cutOff(session.peer()).isPresent();
  }

  /**
   * Returns whether every write that other nodes' Dynomites had accepted before this moment has run
   * at the source and at this node. Checks it if that is not known, at most twice a second.
   *
   * @param nanos as {@link io.dynowarmup.time.Ticker#nanos}
   * @return also true if it cannot be checked
   * @throws WarmupException as {@link #poll} does
   */
  boolean arrivedSince(long nanos) {
    if (isImpossible()) {
      return true;
    }
    if (reach == null) {
      reach = open();
      reach.again(true);
    }
    if (settled && !reach.coversBoth(nanos)) {
      if (reach.ageNanos() < AGAIN_NANOS) {
        return false;
      }
      reach.again(true);
      settled = false;
    }
    return poll() && (isImpossible() || reach.coversBoth(nanos));
  }

  private void cut(String why) {
    Peer source = session.peer();
    boolean first = context.sources().failed().cutOff(source, why);
    if (first && hasOther()) {
      throw new WarmupException(Reason.SOURCE_FAILED, why);
    }
    context.warn(why + "; no other source is left, so the run continues with it");
  }

  /** Returns whether there is another source. */
  public boolean hasOther() {
    return context.board().now().candidates().stream()
        .anyMatch(c -> c.eligible() && !c.peer().equals(session.peer()));
  }

  private String why(Endpoint dynomite) {
    return "a write that Dynomite "
        + dynomite
        + " accepts does not reach "
        + session.peer()
        + " within "
        + WriteReach.LIMIT_MILLIS
        + " ms: the source does not get that node's writes; check the source's Dynomite, and"
        + " whether this is its Redis";
  }

  /** Returns why this node may lack writes of the cluster; empty if it lacks none. */
  public Optional<String> gap() {
    Optional<String> known = context.sources().failed().cutOff(session.peer());
    if (known.isPresent() || reach == null) {
      return known;
    }
    // An operator who names the source decides also against what clients write here.
    boolean decided = SourceAuthority.decided(context.request(), context.config());
    Optional<String> doubt = reach.doubt(!decided);
    return doubt.isPresent() || settled
        ? doubt
        : reach
            .doubtful()
            .map(
                d ->
                    "a write that Dynomite "
                        + d
                        + " accepted has not reached "
                        + session.peer()
                        + " yet: the source may not get that node's writes");
  }

  /** Returns whether markers show when writes arrive. */
  boolean isWatched() {
    return !isImpossible() && reach != null && reach.hasWitness();
  }

  private WriteReach open() {
    Topology topology = context.node().topology();
    PeerDynomites dynomites = new PeerDynomites(context.host(), context.config(), topology);
    List<Endpoint> ports = new ArrayList<>();
    for (Peer peer : writers(topology, session)) {
      if (ports.size() < PeerMarkers.MOST - 1) { // one more is this node's own
        dynomites.clientPort(peer).ifPresent(ports::add);
      }
    }
    return new WriteReach(
        PeerConnections.openPorts(ports, LIMIT_MILLIS),
        keepsData ? Optional.of(topology.clientAddress()) : Optional.empty(),
        context.host().redisConnector(),
        RedisAccess.plain(ANSWER_MILLIS),
        session.source(),
        context.node().redis(),
        !keepsData,
        this::ownedKeys,
        context.ticker());
  }

  /**
   * Returns the peers through whose Dynomites clients may write: those in the data centres of this
   * node and of the source, and for a source of another ring those in all. The source's come first,
   * because the writes that the source has come through them.
   */
  static List<Peer> writers(Topology topology, TransferSession session) {
    String sources = session.peer().datacenter();
    return topology.peers().stream()
        .filter(
            peer ->
                session.share().isPresent()
                    || peer.datacenter().equals(sources)
                    || peer.datacenter().equals(topology.datacenter()))
        .sorted(Comparator.comparing((Peer peer) -> !peer.datacenter().equals(sources)))
        .collect(Collectors.toList());
  }

  /** Returns keys that belong to both this node and the source. */
  private List<String> ownedKeys(String prefix, int count) {
    return session.share().isPresent()
        ? session.share().get().ownedKeys(prefix, count)
        : context.node().topology().ownedKeys(prefix, count);
  }

  void close() {
    if (reach != null) {
      reach.close();
    }
  }
}
