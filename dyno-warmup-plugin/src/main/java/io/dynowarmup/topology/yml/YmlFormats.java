// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.Tokens;
import java.util.List;
import java.util.Optional;

/** Parses the colon-separated texts of dynomite.yml, each from its end, as Dynomite does. */
public final class YmlFormats {
  private YmlFormats() {}

  /**
   * Parses {@code host:port}; empty for a Unix socket ({@code /path}).
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Optional<Endpoint> listen(String text) {
    if (text.startsWith("/")) {
      return Optional.empty();
    }
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw Texts.notAllowed(text, "host:port or /path of a Unix socket");
    }
    int port = Tokens.port(text.substring(colon + 1));
    return Optional.of(Texts.reachable(Texts.host(text.substring(0, colon)), port));
  }

  /**
   * Parses {@code host:port:weight [name]}; empty for a Unix socket ({@code /path:weight [name]}).
   *
   * @throws IllegalArgumentException for any other text
   */
  static Optional<Endpoint> server(String text) {
    String t = withoutName(text);
    int weight = t.lastIndexOf(':');
    if (weight < 1) {
      throw Texts.notAllowed(text, "host:port:weight");
    }
    String address = t.substring(0, weight);
    if (!address.startsWith("/") && address.indexOf(':') < 0) {
      throw Texts.notAllowed(text, "host:port:weight");
    }
    return listen(address);
  }

  /**
   * Parses {@code host:port:rack:dc:tokens [name]}.
   *
   * @throws IllegalArgumentException for any other text
   */
  static ClusterNode seed(String text) {
    String rest = withoutName(text);
    String[] fromEnd = new String[4];
    for (int i = 0; i < fromEnd.length; i++) {
      int colon = rest.lastIndexOf(':');
      if (colon < 1 || colon == rest.length() - 1) {
        throw Texts.notAllowed(text, "host:port:rack:datacenter:tokens");
      }
      fromEnd[i] = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    List<Long> tokens = Tokens.parse(fromEnd[0]);
    Endpoint dynomite = new Endpoint(Texts.host(rest), Tokens.port(fromEnd[3]));
    return ClusterNode.of(dynomite, Texts.name(fromEnd[2]), Texts.name(fromEnd[1]), tokens);
  }

  private static String withoutName(String text) {
    int blank = text.lastIndexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }
}
