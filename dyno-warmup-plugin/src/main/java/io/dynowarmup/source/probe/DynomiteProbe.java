// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.source.probe.PortProbe.Answer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Probes whether a peer's Dynomite takes part in the cluster: it listens for other Dynomites, and
 * its client port answers PING. It answers PING only in state NORMAL.
 */
public final class DynomiteProbe implements Callable<DynomiteSign> {
  /**
   * Time limits in ms for the questions to a client port that accepts connections and has not
   * answered. A Dynomite that is frozen accepts connections too, and a slow link only needs time.
   */
  private static final int[] PATIENT_MILLIS = {2_000, 5_000};

  private final Peer peer;
  private final Optional<Endpoint> clientPort;
  private final RedisConnector connector;
  private final int limitMillis;
  private final Function<Peer, Optional<String>> states;
  private final PortProbe ports;

  /**
   * Creates a probe.
   *
   * @param clientPort the peer's client port; empty if unknown
   * @param states returns the state that a peer's admin port reports, empty if unknown; asked only
   *     if the client port does not say NORMAL
   * @param limitMillis limit in ms for both ports together
   */
  public DynomiteProbe(
      Peer peer,
      Optional<Endpoint> clientPort,
      Function<Peer, Optional<String>> states,
      PortProbe ports,
      RedisConnector connector,
      int limitMillis) {
    this.states = states;
    this.ports = ports;
    this.peer = peer;
    this.clientPort = clientPort;
    this.connector = connector;
    this.limitMillis = Math.max(1, limitMillis / 2);
  }

  @Override
  public DynomiteSign call() {
    Answer port = ports.at(peer.dynomite(), limitMillis);
    if (port == Answer.REFUSED) {
      return DynomiteSign.doesNotServe(
              "its Dynomite does not run: "
                  + peer.dynomite()
                  + " refuses the connection, so the cluster's writes do not reach it")
          .absent();
    }
    DynomiteSign sign =
        clientPort
            .map(client -> ping(client, limitMillis))
            .orElseGet(
                () ->
                    DynomiteSign.unknown(
                        "the state of its Dynomite is not known: its client port is not"));
    DynomiteSign known =
        sign.isKnown() ? sign : states.apply(peer).map(DynomiteProbe::state).orElse(sign);
    return port == Answer.SILENT && !known.serves() ? known.absent() : known;
  }

  private static DynomiteSign state(String name) {
    if (name.equals(DynomiteState.NORMAL.name())) {
      return DynomiteSign.normal();
    }
    String text = "its Dynomite is not in state NORMAL: its admin port says " + name;
    return isResuming(name) ? DynomiteSign.resuming(text) : DynomiteSign.doesNotServe(text);
  }

  private static boolean isResuming(String name) {
    return name.equals(DynomiteState.RESUMING.name());
  }

  /** The answer is the same in all states but NORMAL; only the admin port names the state. */
  private DynomiteSign refused(String text) {
    return states.apply(peer).filter(DynomiteProbe::isResuming).isPresent()
        ? DynomiteSign.resuming(text)
        : DynomiteSign.doesNotServe(text);
  }

  /**
   * Asks again with longer time limits, so that a Dynomite that hangs can be told from one behind a
   * slow link or a firewall. Takes at most about 10 s, and no time if the state is known.
   *
   * @param first the sign of the first question
   */
  public DynomiteSign patiently(DynomiteSign first) {
    if (first.isKnown() || !clientPort.isPresent()) {
      return first;
    }
    Endpoint port = clientPort.get();
    for (int millis : PATIENT_MILLIS) {
      if (ports.at(port, millis) != Answer.LISTENS) {
        return first;
      }
      DynomiteSign sign = ping(port, millis);
      if (!sign.isSilent()) {
        return sign;
      }
    }
    return states.apply(peer).map(DynomiteProbe::state).orElseGet(() -> hangs(port, first));
  }

  private static DynomiteSign hangs(Endpoint port, DynomiteSign first) {
    DynomiteSign sign =
        DynomiteSign.doesNotServe(
            "its Dynomite "
                + port
                + " accepts connections and answers nothing within "
                + PATIENT_MILLIS[PATIENT_MILLIS.length - 1]
                + " ms: it hangs or is frozen, so the cluster's writes may not reach it");
    return first.isAbsent() ? sign.absent() : sign;
  }

  private DynomiteSign ping(Endpoint port, int millis) {
    RedisAccess plain = RedisAccess.plain(millis);
    try (RedisNode node = connector.connect(port, plain)) {
      node.ping();
      return DynomiteSign.normal();
    } catch (WarmupException e) {
      if (DynomiteState.hasRefused(e)) {
        return refused(
            "its Dynomite "
                + port
                + " is not in state NORMAL: it answers PING with \"Dynomite's current state does"
                + " not allow this request\"");
      }
      DynomiteSign unknown =
          DynomiteSign.unknown(
              "the state of its Dynomite is not known: its client port " + port + " " + why(e));
      return e.reason() == Reason.TIME_OUT ? unknown.silent() : unknown;
    }
  }

  private static String why(WarmupException e) {
    switch (e.reason()) {
      case REFUSED:
        return "refuses the connection";
      case TIME_OUT:
        return "does not answer";
      default:
        return "answers unexpectedly (" + e.reason() + ")";
    }
  }
}
