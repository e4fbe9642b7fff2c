// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.TcpLinks;
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
  private final LinkLosses losses;
  private boolean over;
  private int connection;
  private long since;
  private long waitsNanos;
  private int losts;
  private OptionalInt reachable = OptionalInt.empty();

  public PeerWait(RunContext context) {
    this.context = context;
    this.connections =
        new PeerConnections(
            context.node().dynomite().admin(),
            context.node().topology().clientAddress(),
            context.pause());
    TcpLinks links = context.host().tcpLinks();
    this.losses =
        new LinkLosses(
            context.node().dynomite().admin()::info,
            () -> links.to(context.node().topology().dynListen()),
            context.ticker(),
            context.pause());
  }

  /** Returns whether the hand-over may begin. */
  public boolean over() {
    return over(false);
  }

  /** Returns whether the hand-over may begin, and looks at the links now. */
  public boolean overNow() {
    return over(true);
  }

  private boolean over(boolean now) {
    DynomitePresence dynomite = context.node().dynomite().presence();
    if (!dynomite.answers()) {
      return !dynomite.heard() || waitedMillis(dynomite.lostNanos()) >= limitMillis();
    }
    if (since != dynomite.firstAnswerNanos()) {
      since = dynomite.firstAnswerNanos();
      waitsNanos = since;
      over = false;
      connection++;
    } else if (over) {
      (now ? losses.lostNow() : losses.lost()).ifPresent(this::lost);
    }
    if (!over && check()) {
      over = true;
      losses.begin();
    }
    return over;
  }

  private void lost(String what) {
    missedWrites();
    over = false;
    waitsNanos = context.ticker().nanos();
    reachable = OptionalInt.empty();
    losses.refreshCounters();
    losts++;
    LOG.info("Writes may be missing here: {} ({} in this run)", what, losts);
    context.warn(
        what
            + " during the run, so this node may have missed writes: what was compared before is"
            + " compared again");
  }

  /** Records that this node may have missed writes of other nodes. */
  public void missedWrites() {
    connection++;
  }

  /**
   * Returns a number that increases each time this node may have missed writes: Dynomite was away
   * or dropped its queue, or lost a connection.
   */
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
    if (waitedMillis(waitsNanos) < limitMillis()) {
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
