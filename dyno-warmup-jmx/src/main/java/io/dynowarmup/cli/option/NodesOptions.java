// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.ClusterMembers;
import io.dynowarmup.cluster.ClusterReader;
import io.dynowarmup.cluster.JmxAddresses;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.AdminUrl;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StandaloneHost;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a cluster and the addresses of its nodes. */
public class NodesOptions {
  private static final String JMX_AT = "--jmx-at";
  private static final int MOST_PORT = 65_535;

  @Mixin private NodeOptions node = new NodeOptions();

  @Mixin private LoginOptions login = new LoginOptions();

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = {
        "Take the nodes from /cluster_describe of the Dynomite with this admin port, "
            + "on this or on another host, instead of a dynomite.yml."
      })
  private String admin;

  @Option(
      names = "--jmx-port",
      paramLabel = "PORT",
      description = "JMX port of the daemons on all hosts (default: 22322; on this host jmx.port).")
  private Integer jmxPort;

  @Option(
      names = JMX_AT,
      paramLabel = "NODE=ADDRESS",
      description = {
        "JMX address of one node, as in --jmx of 'status'. NODE is the host of its Dynomite, or"
            + " host:port if the host has several, or * for all. {host} in ADDRESS is the node's"
            + " host."
      })
  private Map<String, String> jmxAt = new LinkedHashMap<>();

  private String name = "";
  private String datacenter = "";
  private List<Integer> adminPorts = Collections.emptyList();

  public final boolean verbose() {
    return node.verbose();
  }

  /** Returns the settings of the node on this host; see {@link NodeOptions#config}. */
  public final StandaloneConfig config(String... more) {
    return node.config(more);
  }

  /**
   * Finds the nodes and returns their reader.
   *
   * @param seconds longest wait for a node
   * @throws WarmupException BAD_ARGUMENT, FILE or BAD_CONFIG if an option or a setting is wrong;
   *     NO_TOPOLOGY if the nodes cannot be found
   */
  public final ClusterReader reader(Map<String, String> environment, int seconds) {
    check("--jmx-port", jmxPort == null ? 1 : jmxPort, MOST_PORT);
    StandaloneHost host = StandaloneHost.of(node.config(overrides()));
    WarmupConfig config = host.readConfig();
    Topology topology = host.readTopology(config);
    OptionalInt port = jmxPort == null ? OptionalInt.empty() : OptionalInt.of(jmxPort);
    JmxAddresses addresses =
        new JmxAddresses(JMX_AT, port.orElse(JmxAddresses.DEFAULT_PORT), jmxAt);
    List<ClusterMember> members =
        new ClusterMembers(config, addresses, port).of(topology, admin == null);
    datacenter = topology.datacenter();
    adminPorts =
        config.peerDynomiteAdminPorts().isEmpty()
            ? Collections.singletonList(AdminUrl.parse(topology.adminUrl()).port())
            : config.peerDynomiteAdminPorts();
    name = Units.count(members.size(), "node") + " from " + topology.source();
    return new ClusterReader(
        host, config, topology, members, login.client(environment), seconds * 1_000L);
  }

  /** Returns how the daemons are reached. */
  public final RemoteClient client(Map<String, String> environment) {
    return login.client(environment);
  }

  /** Returns the data centre of the node that named the others, after {@link #reader}. */
  public final String datacenter() {
    return datacenter;
  }

  /** Returns the admin ports that a Dynomite may have, after {@link #reader}. */
  public final List<Integer> adminPorts() {
    return adminPorts;
  }

  /** Returns the number of nodes and where they come from, after {@link #reader}. */
  public final String name() {
    return name;
  }

  private String[] overrides() {
    if (admin == null) {
      return new String[0];
    }
    try {
      return new String[] {"dynomite.admin.url=http://" + Endpoint.parse(admin)};
    } catch (IllegalArgumentException e) {
      throw new WarmupException(Reason.BAD_ARGUMENT, "--admin: " + e.getMessage(), e);
    }
  }

  static void check(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, option + ": " + value + " is out of range; allowed: 1 to " + most);
    }
  }
}
