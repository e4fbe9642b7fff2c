// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Checks whether Dynomite's peers have connected to it, by the counters in its {@code /info}.
 *
 * <p>An idle Dynomite updates its counters only with its next network event. With a peer connected
 * for six seconds, {@code /info} still reported 0 (version 0.6.21-rc2). If connections seem to be
 * missing, this class connects to the client port, which is such an event, and reads the counters
 * again.
 */
public final class PeerConnections {
  private static final int EVENT_MILLIS = 100;
  private static final int PUBLISHED_MILLIS = 2;
  private final DynomiteAdmin admin;
  private final Endpoint clientPort;
  private final Pause pause;

  public PeerConnections(DynomiteAdmin admin, Endpoint clientPort, Pause pause) {
    this.admin = admin;
    this.clientPort = clientPort;
    this.pause = pause;
  }

  /**
   * Counts the connections.
   *
   * @param peers number of peers that should connect
   * @param connectionsEach {@code local_peer_connections} or {@code remote_peer_connections}
   * @throws WarmupException DYNOMITE_UNREACHABLE if there is no answer, or none with the counter
   */
  public Count count(int peers, int connectionsEach) {
    Count count = new Count(connected(), peers * connectionsEach);
    if (count.complete() || !causeEvent()) {
      return count;
    }
    Wait.millis(pause, PUBLISHED_MILLIS, CancelSignal.never(), "Dynomite's counters");
    return new Count(connected(), count.expected());
  }

  private int connected() {
    long connections =
        admin
            .info()
            .dnodeClientConnections()
            .orElseThrow(
                () ->
                    new WarmupException(
                        Reason.DYNOMITE_UNREACHABLE,
                        "Dynomite's /info does not contain dnode_client_connections; check that"
                            + " Dynomite answers there"));
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, connections));
  }

  private boolean causeEvent() {
    try {
      connect(clientPort, EVENT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns the ports that accept a TCP connection; tries all of them in parallel. There is no need
   * to wait for a peer whose port refuses.
   *
   * @param limitMillis limit for all ports together in ms
   */
  public static List<Endpoint> openPorts(List<Endpoint> ports, int limitMillis) {
    List<Callable<Endpoint>> attempts = new ArrayList<>();
    for (Endpoint port : ports) {
      attempts.add(
          () -> {
            connect(port, limitMillis);
            return port;
          });
    }
    List<Endpoint> open = new ArrayList<>();
    ParallelCalls.run(attempts, limitMillis, "the peers' ports")
        .forEach(o -> o.ifPresent(open::add));
    return open;
  }

  /** The number of connections, and the expected number. */
  public static final class Count {
    private final int connected;
    private final int expected;

    Count(int connected, int expected) {
      this.connected = connected;
      this.expected = expected;
    }

    public int connected() {
      return connected;
    }

    public int expected() {
      return expected;
    }

    public boolean complete() {
      return connected >= expected;
    }

    /** A peer may have several connections, so more can be connected than expected. */
    @Override
    public String toString() {
      return Math.min(connected, expected) + " of " + expected;
    }
  }

  /** Connects to a port and closes the connection without sending data. */
  static void connect(Endpoint port, int limitMillis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(port.host(), port.port()), limitMillis);
    }
  }
}
