// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Generates the configuration file of a node. */
public final class NodeYml {
  private NodeYml() {}

  public static String text(NodeSpec node) {
    NodeSettings settings = node.settings();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("datacenter", node.dc());
    lines.put("rack", node.rack());
    lines.put("tokens", quoted(node.tokens().stream().map(Object::toString).toList()));
    lines.put("listen", node.host() + ":" + node.clientPort());
    lines.put("dyn_listen", node.host() + ":" + node.dynPort());
    lines.put("stats_listen", node.host() + ":" + node.adminPort());
    lines.put("hash", settings.hash());
    if (settings.hashTag() != null) {
      lines.put("hash_tag", quoted(settings.hashTag()));
    }
    lines.put("data_store", "0");
    lines.put("preconnect", "true");
    lines.put("mbuf_size", "16384");
    lines.put("max_msgs", "300000");
    lines.put("timeout", Integer.toString(settings.timeoutMillis()));
    lines.put("datastore_connections", Integer.toString(settings.datastoreConnections()));
    lines.put("local_peer_connections", Integer.toString(settings.localPeerConnections()));
    lines.put("remote_peer_connections", Integer.toString(settings.remotePeerConnections()));
    lines.put("read_consistency", settings.readConsistency());
    lines.put("write_consistency", settings.writeConsistency());
    lines.put("enable_gossip", Boolean.toString(settings.gossip()));
    lines.put("gos_interval", Integer.toString(settings.gossipIntervalMillis()));
    lines.put("secure_server_option", "none");
    if (settings.redisPassword() != null) {
      lines.put("redis_requirepass", quoted(settings.redisPassword()));
    }
    lines.put("servers", "\n  - " + endpoint(node) + ":1");
    if (!node.seeds().isEmpty()) {
      lines.put(
          "dyn_seeds",
          node.seeds().stream().map(seed -> "\n  - " + seed.line()).collect(Collectors.joining()));
    }
    return lines.entrySet().stream()
        .map(line -> "  " + line.getKey() + ": " + line.getValue() + "\n")
        .collect(Collectors.joining("", "dyn_o_mite:\n", ""));
  }

  private static String endpoint(NodeSpec node) {
    return node.redis().getHostString() + ":" + node.redis().getPort();
  }

  private static String quoted(Object value) {
    return "'" + (value instanceof Iterable<?> many ? joined(many) : value.toString()) + "'";
  }

  private static String joined(Iterable<?> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(text.length() == 0 ? "" : ",").append(value));
    return text.toString();
  }
}
