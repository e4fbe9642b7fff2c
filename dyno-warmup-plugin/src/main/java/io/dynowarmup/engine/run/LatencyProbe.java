// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.dynomite.marker.PeerMarkers;
import io.dynowarmup.dynomite.traffic.PeerConnections;
import io.dynowarmup.dynomite.traffic.RoundTrips;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.HandOverPlanner;
import io.dynowarmup.node.PeerDynomites;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Measures in CATCH_UP what the hand-over needs: the round-trip times to the peers and the source.
 */
public final class LatencyProbe {
  private static final int LIMIT_MILLIS = 1_000;

  /** The lag between racks can be several seconds. */
  private static final int MARKER_MILLIS = 3_000;

  /** A comparison allows for no more. */
  private static final int ARRIVAL_MILLIS = 2_000;

  private static final int MOST_MEASUREMENTS = 3;
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_ACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private final RunContext context;
  private final RedisNode source;

  private final TransferSession session;
  private final RoundTrips roundTrips;
  private final PeerMarkers markers;
  private final SourceReach reach;
  private final boolean keepsData;
  private long longestRoundTripNanos;
  private long longestInfoNanos;
  private OptionalLong longestTripNanos = OptionalLong.empty();
  private int measurements;

  /** A copy that compares keys is ready only after many polls. */
  private boolean measuredReady;

  /** Whether the client ports of all peers were open in the last measurement. */
  private boolean portsOpen = true;

  /**
   * @param keepsData whether the local Redis stays a master
   */
  LatencyProbe(RunContext context, TransferSession session, boolean keepsData) {
    this.context = context;
    this.keepsData = keepsData;
    this.source = session.source();
    this.session = session;
    this.reach = new SourceReach(context, session, keepsData);
    this.roundTrips = new RoundTrips(context.ticker(), LIMIT_MILLIS);
    this.markers =
        new PeerMarkers(
            context.host().redisConnector(),
            RedisAccess.plain(MARKER_MILLIS),
            context.node().redis(),
            context.node().topology()::ownedKeys,
            context.ticker(),
            context.pause());
  }

  /**
   * Measures in the first polls after the bulk of the data has arrived. More measurements would
   * only load the peers.
   */
  public void measure(Progress progress) throws InterruptedException {
    boolean ready = progress.stage() == Progress.Stage.READY;
    boolean enough = measurements >= MOST_MEASUREMENTS && (!ready || measuredReady && asked());
    if (progress.stage() == Progress.Stage.COPYING || enough) {
      return;
    }
    measurements++;
    measuredReady |= ready;
    info();
    List<Endpoint> ports = new ArrayList<>();
    for (Peer peer : context.node().topology().peers()) {
      ports.add(peer.dynomite());
    }
    List<RedisNode> nodes = new ArrayList<>();
    nodes.add(source);
    longestRoundTripNanos = Math.max(longestRoundTripNanos, roundTrips.longestNanos(ports, nodes));
    if (context.config().handOver().writeProbe() && ready) {
      tripTook(steadyTrip());
    }
  }

  /** Returns whether each peer was asked for a marker, or the ports of some stay closed. */
  private boolean asked() {
    return portsOpen || measurements >= 2 * MOST_MEASUREMENTS;
  }

  /**
   * Returns how long a write takes. The source holds back its stream until the replica's first ACK,
   * up to a second. If the first write was slow, the next one is measured in its place.
   */
  private OptionalLong steadyTrip() throws InterruptedException {
    OptionalLong first = writeTrip();
    if (markers.hasToAskAgain()) {
      tripTook(first);
      return writeTrip();
    }
    boolean slow =
        first.isPresent()
            && first.getAsLong() > SLOW_NANOS
            && first.getAsLong() < LONGEST_ACK_NANOS;
    if (keepsData || measurements > 1 || !slow) {
      return first;
    }
    OptionalLong second = writeTrip();
    return second.isPresent() ? second : first;
  }

  private OptionalLong writeTrip() throws InterruptedException {
    Topology topology = context.node().topology();
    PeerDynomites dynomites = new PeerDynomites(context.host(), context.config(), topology);
    List<Endpoint> ports = new ArrayList<>();
    for (Peer peer : SourceReach.writers(topology, session)) {
      // A cut needs one more, for this node's own Dynomite.
      if (ports.size() < PeerMarkers.MOST - 1) {
        dynomites.clientPort(peer).ifPresent(ports::add);
      }
    }
    List<Endpoint> open = PeerConnections.openPorts(ports, LIMIT_MILLIS / 2);
    portsOpen = open.size() == ports.size();
    return markers.measureNanos(open, MARKER_MILLIS);
  }

  /**
   * Returns the markers that are written through the participating peers. The hand-over waits for
   * them to arrive, unless the source is known not to receive them.
   */
  PeerMarkers markers() {
    if (reach.gap().isPresent()) {
      markers.dropMissing();
    }
    return markers;
  }

  /**
   * Measures how long a write takes from a peer to this node, which takes traffic again. Until now
   * the markers came through the source.
   */
  void measureAfterHandOver() throws InterruptedException {
    if (markers.size() > 0) {
      List<Endpoint> same = Collections.emptyList();
      tripTook(markers.measureNanos(same, ARRIVAL_MILLIS));
    }
  }

  private void tripTook(OptionalLong nanos) {
    if (nanos.isPresent() && nanos.getAsLong() > longestTripNanos.orElse(-1)) {
      longestTripNanos = nanos;
    }
  }

  /** Returns the longest time of a marker in milliseconds; empty if not measured. */
  OptionalLong writeTripMillis() {
    return longestTripNanos.isPresent()
        ? OptionalLong.of(ceilMillis(longestTripNanos.getAsLong()))
        : OptionalLong.empty();
  }

  /** Returns the check whether the source receives the writes of the cluster. */
  public SourceReach reach() {
    return reach;
  }

  void close() {
    reach.close();
    markers.close();
  }

  private void info() {
    long before = context.ticker().nanos();
    try {
      source.info("replication");
      longestInfoNanos = Math.max(longestInfoNanos, context.ticker().nanos() - before);
    } catch (WarmupException e) {
      // The next poll reports what is wrong with the source.
    }
  }

  public HandOverPlan plan(OptionalLong writesPerSecond) {
    HandOverPlanner planner =
        new HandOverPlanner(
            context.config().handOver().limitMillis(),
            context.config().handOver().settleMillis(),
            context.node().topology().dynomite().timeoutMillis(),
            context.config().handOver().pauseMillis());
    return planner.plan(
        ceilMillis(longestRoundTripNanos),
        ceilMillis(longestInfoNanos),
        writeTripMillis(),
        writesPerSecond);
  }

  private static long ceilMillis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }
}
