// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.traffic.PeerConnections;
import io.dynowarmup.node.dynomite.DynomitePresence;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits before the hand-over until Dynomite's peers are connected.
 *
 * <p>Peers reconnect to a restarted Dynomite after a back-off of 1, 2, 4, 8, then 10 s. Until then,
 * the writes that they replicate to it are lost. The wait begins with Dynomite's first answer. Its
 * limit is longer than the longest back-off.
 */
public final class PeerWait {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWait.class);
  private static final int PORT_MILLIS = 500;

  private final RunContext context;
  private final PeerConnections connections;
  private boolean over;
  private int connection;
  private long since;
  private OptionalInt reachable = OptionalInt.empty();

  public PeerWait(RunContext context) {
    this.context = context;
    this.connections =
        new PeerConnections(
            context.node().dynomite().admin(),
            context.node().topology().clientAddress(),
            context.pause());
  }

  /** Returns whether the hand-over may begin. */
  public boolean over() {
    DynomitePresence dynomite = context.node().dynomite().presence();
    if (!dynomite.answers()) {
      return !dynomite.heard() || waitedMillis(dynomite.lostNanos()) >= limitMillis();
    }
    if (since != dynomite.firstAnswerNanos()) {
      since = dynomite.firstAnswerNanos();
      over = false;
      connection++;
    }
    over = over || check();
    return over;
  }

  /** Returns a number that increases each time Dynomite comes back after it was away. */
  public int connection() {
    return connection;
  }

  private boolean check() {
    Optional<PeerConnections.Count> count = count();
    count.ifPresent(
        c ->
            context
                .board()
                .change(b -> b.peersConnected(c.connected()).peersExpected(c.expected())));
    if (count.filter(PeerConnections.Count::complete).isPresent()) {
      LOG.info("Dynomite's peers are connected ({})", count.get());
      return true;
    }
    if (waitedMillis(since) < limitMillis()) {
      return false;
    }
    context.warn(
        "Dynomite's peers are not all connected ("
            + count.map(Object::toString).orElse("their number is unknown")
            + ") after peers.connected.msec ("
            + limitMillis()
            + " ms): writes that they send before they connect are missing here");
    return true;
  }

  private long waitedMillis(long from) {
    return TimeUnit.NANOSECONDS.toMillis(context.ticker().nanos() - from);
  }

  private long limitMillis() {
    return context.config().peersConnectedMillis();
  }

  private Optional<PeerConnections.Count> count() {
    try {
      Topology topology = context.node().topology();
      if (!reachable.isPresent()) {
        reachable = OptionalInt.of(reachable(topology));
      }
      return Optional.of(
          connections.count(
              reachable.getAsInt(),
              Math.max(
                  1, topology.expectedPeerConnections() / Math.max(1, topology.peers().size()))));
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }

  /**
   * Counts the peers whose port accepts connections. A peer whose port refuses is not waited for.
   */
  private static int reachable(Topology topology) {
    List<Endpoint> ports = new ArrayList<>();
    for (Peer peer : topology.peers()) {
      ports.add(peer.dynomite());
    }
    return PeerConnections.openPorts(ports, PORT_MILLIS).size();
  }
}
