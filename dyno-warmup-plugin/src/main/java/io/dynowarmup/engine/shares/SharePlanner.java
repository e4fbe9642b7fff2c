// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.traffic.RoundTrips;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.RingOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans from which racks a node is warmed whose tokens no peer has: those of its data centre, and
 * those of other data centres if the settings allow them.
 */
public final class SharePlanner {
  private static final Logger LOG = LoggerFactory.getLogger(SharePlanner.class);
  private static final int LIMIT_MILLIS = 300;

  private final EngineHost host;
  private final WarmupConfig config;
  private final Map<Peer, OptionalLong> roundTrips = new HashMap<>();

  public SharePlanner(EngineHost host, WarmupConfig config) {
    this.host = host;
    this.config = config;
  }

  /**
   * Returns the plan.
   *
   * @return empty if no rack is known to hold a part of this node's range
   * @throws WarmupException BAD_ARGUMENT if the request or the setting {@code source} names a rack
   *     that is not one of them; NO_TOPOLOGY if a running Dynomite knows another ring
   */
  public Optional<RangePlan> plan(Topology topology, WarmupRequest request) {
    List<RackRing> racks =
        topology.otherRings().stream()
            .filter(r -> config.remoteDatacenters() || isIn(r, topology.datacenter()))
            .collect(Collectors.toList());
    String wanted = request.source().orElseGet(config::source);
    if (!wanted.isEmpty() && !racks.isEmpty()) {
      racks = named(wanted, racks);
    } else {
      String datacenter = request.preferredSource().orElse("");
      racks = racks.stream().anyMatch(r -> isIn(r, datacenter)) ? named(datacenter, racks) : racks;
    }
    RingOrder order =
        new RingOrder(topology.hosts(), topology.rack(), topology.datacenter(), this::roundTrip);
    Optional<RangePlan> plan = RangePlan.of(topology, racks, order);
    if (plan.isPresent()) {
      check(topology, racks);
    }
    return plan;
  }

  /** Compares with what this node's Dynomite and one of each rack report, as far as they answer. */
  private void check(Topology topology, List<RackRing> racks) {
    RingCheck check = new RingCheck(topology, racks);
    check(check, topology.adminUrl(), () -> host.dynomiteAdmin(config, topology));
    for (RackRing rack : racks) {
      topology.peers().stream()
          .filter(p -> rack.isRack(p.rack(), p.datacenter()) && topology.adminOf(p).isPresent())
          .findFirst()
          .ifPresent(
              p -> {
                Endpoint admin = topology.adminOf(p).get();
                List<Endpoint> dynomite = Collections.singletonList(p.dynomite());
                check(
                    check, "http://" + admin, () -> host.peerAdmin(admin, dynomite, LIMIT_MILLIS));
              });
    }
  }

  private static void check(RingCheck check, String url, Supplier<DynomiteAdmin> admin) {
    ClusterDescription described;
    try {
      described = admin.get().clusterDescribe();
    } catch (WarmupException e) {
      LOG.debug("Cannot compare the rings with {}: {}", url, e.getMessage());
      return;
    }
    Optional<String> contradiction = check.contradiction("/cluster_describe of " + url, described);
    if (contradiction.isPresent()) {
      throw new WarmupException(Reason.NO_TOPOLOGY, contradiction.get());
    }
  }

  private static boolean isIn(RackRing rack, String datacenter) {
    return rack.datacenter().equals(datacenter);
  }

  private static List<RackRing> named(String wanted, List<RackRing> racks) {
    List<RackRing> found =
        racks.stream()
            .filter(r -> r.rack().equals(wanted) || isIn(r, wanted))
            .collect(Collectors.toList());
    if (found.isEmpty()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          String.format(
              "source '%s' is no rack or data centre that holds this node's range; known: %s",
              wanted, racks));
    }
    return found;
  }

  private OptionalLong roundTrip(Peer peer) {
    return roundTrips.computeIfAbsent(peer, this::measured);
  }

  private OptionalLong measured(Peer peer) {
    long nanos =
        new RoundTrips(host.ticker(), LIMIT_MILLIS)
            .longestNanos(Collections.singletonList(peer.dynomite()), Collections.emptyList());
    return nanos == 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
  }
}
