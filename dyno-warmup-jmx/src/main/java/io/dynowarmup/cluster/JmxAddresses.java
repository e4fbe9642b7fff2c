// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.RemoteAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.management.remote.JMXServiceURL;

/** Knows the JMX address of each node: its own one, or a port that all nodes share. Immutable. */
public final class JmxAddresses {
  /** The port of a daemon's connector by default, see the setting jmx.port. */
  public static final int DEFAULT_PORT = 22_322;

  private static final String ALL = "*";
  private static final String HOST = "{host}";

  private final String option;
  private final int port;
  private final Map<String, String> given;

  /**
   * Creates addresses.
   *
   * @param option the option that {@code given} comes from, for messages
   * @param port the port of every node that {@code given} does not name
   * @param given an address by node. A node is the host of its Dynomite, {@code host:port} of it,
   *     or {@code *} for all others. An address is {@code host:port} or a JMX URL; {@code {host}}
   *     in it stands for the node's host.
   */
  public JmxAddresses(String option, int port, Map<String, String> given) {
    this.option = option;
    this.port = port;
    this.given = given;
  }

  /** Returns the address that was given for a node; empty if none was. */
  Optional<JMXServiceURL> given(Peer peer) {
    return names(peer).stream()
        .filter(given::containsKey)
        .findFirst()
        .map(name -> url(given.get(name), peer.dynomite().host()));
  }

  /** Returns the address of a node at the shared port. */
  JMXServiceURL shared(String host) {
    return RemoteAddress.of(option, new Endpoint(host, port).toString());
  }

  private JMXServiceURL url(String address, String host) {
    String text = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return RemoteAddress.of(option, address.replace(HOST, text));
  }

  private static List<String> names(Peer peer) {
    return Arrays.asList(peer.dynomite().toString(), peer.dynomite().host(), ALL);
  }

  /**
   * Refuses an address of a node that does not exist.
   *
   * @throws WarmupException BAD_ARGUMENT
   */
  void check(List<Peer> all) {
    TreeSet<String> unknown = new TreeSet<>(given.keySet());
    List<String> known = new ArrayList<>();
    all.forEach(peer -> unknown.removeAll(names(peer)));
    all.forEach(peer -> known.add(peer.dynomite().toString()));
    unknown.remove(ALL);
    if (!unknown.isEmpty()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          option + ": no node of the cluster is at " + unknown + "; its nodes: " + known);
    }
  }
}
