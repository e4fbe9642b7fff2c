// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Peer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The nodes of the data centre that has the data, as they were read last. Immutable. */
final class Serving {
  static final Serving NONE = new Serving(Collections.emptyList(), Collections.emptyMap());

  private final List<Peer> peers;
  private final Map<Peer, String> emptied;

  /**
   * @param peers the nodes that can be sources
   * @param emptied the nodes that have lost keys since the first reading, each with the numbers
   */
  Serving(List<Peer> peers, Map<Peer, String> emptied) {
    this.peers = peers;
    this.emptied = emptied;
  }

  List<Peer> peers() {
    return peers;
  }

  /** Returns whether a node has lost its keys and no other one with its tokens serves. */
  boolean lacksRange() {
    return emptied.keySet().stream()
        .anyMatch(lost -> peers.stream().noneMatch(p -> alike(p, lost)));
  }

  private static boolean alike(Peer one, Peer other) {
    return new HashSet<>(one.tokens()).equals(new HashSet<>(other.tokens()));
  }

  /** Returns the nodes that have lost keys, as the end of a sentence; empty if there is none. */
  String emptied() {
    StringBuilder text = new StringBuilder();
    emptied.forEach((peer, numbers) -> text.append("; ").append(peer).append(' ').append(numbers));
    return text.toString();
  }
}
