// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Parses the peers of the setting {@code peers}. */
public final class PeersText {
  public static final String ALLOWED =
      "host:dynPort:rack:datacenter:tokens[:redisPort], several separated by ; or spaces";

  private PeersText() {}

  /**
   * Parses peers.
   *
   * @throws IllegalArgumentException if the text is not {@link #ALLOWED}
   */
  public static List<ClusterNode> parse(String text) {
    List<ClusterNode> nodes = new ArrayList<>();
    for (String one : text.split("[;\\s]+")) {
      if (!one.isEmpty()) {
        nodes.add(node(one));
      }
    }
    return nodes;
  }

  private static ClusterNode node(String text) {
    int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', Math.max(0, bracket));
    String[] parts = colon < 0 ? new String[0] : text.substring(colon + 1).split(":", -1);
    if (parts.length < 4 || parts.length > 5 || parts[1].isEmpty() || parts[2].isEmpty()) {
      throw notAllowed(text, "");
    }
    try {
      return ClusterNode.of(
          new Endpoint(Texts.host(text.substring(0, colon)), Tokens.port(parts[0])),
          parts[1],
          parts[2],
          Tokens.parse(parts[3]),
          parts.length == 5 ? OptionalInt.of(Tokens.port(parts[4])) : OptionalInt.empty(),
          "");
    } catch (IllegalArgumentException e) {
      throw notAllowed(text, " (" + e.getMessage() + ")");
    }
  }

  private static IllegalArgumentException notAllowed(String text, String detail) {
    return new IllegalArgumentException(
        "'" + Texts.quotable(text) + "' is not a peer" + detail + "; allowed: " + ALLOWED);
  }
}
