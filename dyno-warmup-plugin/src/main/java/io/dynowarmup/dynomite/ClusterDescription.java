// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The answer of {@code /cluster_describe}: every node of the cluster, including this one. For a
 * node with several tokens it contains only one (Dynomite 0.6.21: the last in its configuration). A
 * broken entry is left out.
 */
public final class ClusterDescription {
  private final List<ClusterNode> nodes;

  private ClusterDescription(List<ClusterNode> nodes) {
    this.nodes = Collections.unmodifiableList(nodes);
  }

  /**
   * Parses the answer.
   *
   * @param where its name in messages, such as "/cluster_describe of http://127.0.0.1:22222"
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE if the text is not such an
   *     answer
   */
  public static ClusterDescription parse(String text, String where) {
    JsonObject root = Json.object(text, where);
    if (!root.has("dcs")) {
      throw Json.bad(where, "has no \"dcs\"");
    }
    List<ClusterNode> nodes = new ArrayList<>();
    for (JsonObject dc : objects(root, "dcs")) {
      for (JsonObject rack : objects(dc, "racks")) {
        for (JsonObject server : objects(rack, "servers")) {
          node(server, Json.name(rack, "name"), Json.name(dc, "name")).ifPresent(nodes::add);
        }
      }
    }
    return new ClusterDescription(nodes);
  }

  /** Parses a node; empty for a broken entry, because such a node cannot be a source. */
  private static Optional<ClusterNode> node(JsonObject server, String rack, String dc) {
    if (rack.isEmpty() || dc.isEmpty()) {
      return Optional.empty();
    }
    try {
      String host = Texts.host(Json.text(server, "host"));
      Endpoint dynomite = new Endpoint(host, Tokens.port(Json.text(server, "port")));
      List<Long> token = Tokens.parse(Json.text(server, "token"));
      return Optional.of(
          ClusterNode.of(
              dynomite, rack, dc, token, OptionalInt.empty(), Json.name(server, "name")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<JsonObject> objects(JsonObject o, String name) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement e : Json.array(o, name)) {
      if (e.isJsonObject()) {
        all.add(e.getAsJsonObject());
      }
    }
    return all;
  }

  public List<ClusterNode> nodes() {
    return nodes;
  }

  /** Returns the tokens of one rack. */
  public Set<Long> tokens(String rack, String datacenter) {
    Set<Long> tokens = new HashSet<>();
    nodes.stream().filter(n -> n.in(rack, datacenter)).forEach(n -> tokens.addAll(n.tokens()));
    return tokens;
  }
}
