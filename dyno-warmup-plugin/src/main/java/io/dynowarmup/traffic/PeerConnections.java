package io.dynowarmup.traffic;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether Dynomite's peers have connected to it, as its {@code /info} counts them. */
public final class PeerConnections {
  private static final Pattern COUNT =
      Pattern.compile("\"dnode_client_connections\"\\s*:\\s*(-?\\d{1,9})");
  private final DynomiteAdmin admin;

  public PeerConnections(DynomiteAdmin admin) {
    this.admin = admin;
  }

  /**
   * @param peers that are to connect
   * @param connectionsEach {@code local_peer_connections} or {@code remote_peer_connections}
   * @throws WarmupException DYNOMITE_UNREACHABLE when there is no answer, or none with the count
   */
  public Count count(int peers, int connectionsEach) {
    Matcher m = COUNT.matcher(admin.info());
    if (!m.find()) {
      throw new WarmupException(
          Reason.DYNOMITE_UNREACHABLE,
          "Dynomite's /info does not tell dnode_client_connections; is it Dynomite that answers?");
    }
    return new Count(Math.max(0, Integer.parseInt(m.group(1))), peers * connectionsEach);
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
    Together.run(attempts, limitMillis, "the peers' ports").forEach(o -> o.ifPresent(open::add));
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
