// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.source.probe.DynomiteProbe;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.topology.Topology;
import java.util.Collections;
import java.util.Optional;

/** Asks the peers' Dynomites whether they serve. Changes nothing. */
public final class PeerDynomites {
  private final EngineHost host;
  private final WarmupConfig config;
  private final Topology topology;

  public PeerDynomites(EngineHost host, WarmupConfig config, Topology topology) {
    this.host = host;
    this.config = config;
    this.topology = topology;
  }

  /** Returns the client port of a peer's Dynomite; empty if it is not known. */
  public Optional<Endpoint> clientPort(Peer peer) {
    return topology
        .clientPorts(config.peerDynomiteClientPort().orElse(topology.clientAddress().port()))
        .of(peer);
  }

  /** Returns the state that a peer's admin port reports; empty if it reports none. */
  public Optional<String> state(Peer peer) {
    return topology
        .adminOf(peer)
        .map(
            port ->
                host.peerAdmin(port, Collections.singletonList(peer.dynomite()), limitMillis())
                    .state())
        .filter(state -> state != DynomiteState.UNREACHABLE)
        .map(DynomiteState::name);
  }

  /** Asks one peer's Dynomite. Takes at most about 15 s, and a few ms if it serves. */
  public DynomiteSign sign(Peer peer) {
    DynomiteProbe probe =
        new DynomiteProbe(
            peer,
            clientPort(peer),
            this::state,
            host.portProbe(),
            host.redisConnector(),
            (int) config.probeMillis());
    return probe.patiently(probe.call());
  }

  private int limitMillis() {
    return (int) Math.max(1, config.probeMillis() / 2);
  }
}
