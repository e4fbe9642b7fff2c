// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether Dynomite's peers have connected to it, as its {@code /info} counts them. An idle Dynomite
 * publishes its counters only with its next network event: with the peer connected for six seconds
 * {@code /info} still said 0 (version 0.6.21-rc2). So when some seem to be missing, this connects
 * to the client port, which is such an event, and looks again.
 */
public final class PeerConnections {
  private static final Pattern COUNT =
      Pattern.compile("\"dnode_client_connections\"\\s*:\\s*(-?\\d{1,9})");
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
   * @param peers that are to connect
   * @param connectionsEach {@code local_peer_connections} or {@code remote_peer_connections}
   * @throws WarmupException DYNOMITE_UNREACHABLE when there is no answer, or none with the count
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
    Matcher m = COUNT.matcher(admin.info());
    if (!m.find()) {
      throw new WarmupException(
          Reason.DYNOMITE_UNREACHABLE,
          "Dynomite's /info does not tell dnode_client_connections; is it Dynomite that answers?");
    }
    return Math.max(0, Integer.parseInt(m.group(1)));
  }

  private boolean causeEvent() {
    try {
      TcpConnect.to(clientPort, EVENT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The ports that accept a TCP connection, asked at the same time. Nobody needs to wait for a peer
   * whose port refuses.
   *
   * @param limitMillis for all of them together
   */
  public static List<Endpoint> openPorts(List<Endpoint> ports, int limitMillis) {
    List<Callable<Endpoint>> attempts = new ArrayList<>();
    for (Endpoint port : ports) {
      attempts.add(
          () -> {
            TcpConnect.to(port, limitMillis);
            return port;
          });
    }
    List<Endpoint> open = new ArrayList<>();
    ParallelCalls.run(attempts, limitMillis, "the peers' ports")
        .forEach(o -> o.ifPresent(open::add));
    return open;
  }

  /** Connections that are there, and that should be. */
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

    @Override
    public String toString() {
      return connected + " of " + expected;
    }
  }
}
