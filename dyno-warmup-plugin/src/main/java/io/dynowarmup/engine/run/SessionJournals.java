// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.dynomite.marker.PeerMarkers;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.fitness.KeyRights;
import io.dynowarmup.journal.BacklogOpener;
import io.dynowarmup.journal.StreamOpener;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.source.SourceSample;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The replication streams of both sides, and cuts by markers through all Dynomites. */
final class SessionJournals implements Journals {
  /** A Dynomite under load may take more than a second to answer. */
  private static final int CUT_MILLIS = 3_000;

  private final RunContext context;
  private final Peer peer;
  private final Supplier<RedisAccess> localAccess;
  private final Supplier<PeerMarkers> markers;

  /** Nodes of other racks with the same tokens use the same keys. */
  private final String id = UUID.randomUUID().toString();

  private int cuts;

  SessionJournals(
      RunContext context,
      Peer peer,
      Supplier<RedisAccess> localAccess,
      Supplier<PeerMarkers> markers) {
    this.context = context;
    this.peer = peer;
    this.localAccess = localAccess;
    this.markers = markers;
  }

  /** Returns the journals; empty if the settings do not ask for them. */
  Optional<Journals> wanted() {
    return context.config().handOver().reconcileMillis() > 0 ? Optional.of(this) : Optional.empty();
  }

  private Topology topology() {
    return context.node().topology();
  }

  @Override
  public StreamOpener local() {
    return opener(context.node().redis().endpoint(), localAccess.get(), KeyRights::correcting);
  }

  @Override
  public StreamOpener source() {
    return opener(peer.redis(), context.node().peerAccess(), KeyRights::following);
  }

  private StreamOpener opener(
      Endpoint redis, RedisAccess access, Function<KeyRights, Optional<String>> refusal) {
    return new BacklogOpener(context.host().redisConnector(), redis, access)
        .permitted(
            (node, info) -> refusal.apply(new KeyRights(node, info, access.username(), sample())));
  }

  private List<byte[]> sample() {
    return context
        .sources()
        .pins()
        .sample(peer)
        .map(SourceSample::keys)
        .orElseGet(Collections::emptyList);
  }

  @Override
  public Optional<String> gap() {
    int peers = topology().peers().size();
    int witnesses = markers.get().covered();
    if (witnesses < peers) {
      return Optional.of(
          "markers can be written through "
              + witnesses
              + " of "
              + Units.count(peers, "other Dynomite")
              + " only");
    }
    return topology().mayReorderWrites()
        ? Optional.of(
            "with several connections between two Dynomites, or to Redis, a write may overtake a"
                + " marker")
        : Optional.empty();
  }

  @Override
  public Map<String, String> cut(long mostMillis) {
    String value = id + ":" + cuts++;
    Map<String, String> values = new HashMap<>();
    int most = (int) Math.max(1, Math.min(mostMillis, CUT_MILLIS));
    for (String key : markers.get().cut(topology().clientAddress(), value, most)) {
      values.put(key, value);
    }
    return values;
  }
}
