// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.topology.Topology;
import java.util.Optional;

/**
 * Identifies the node of a state file: the address of its Redis, its place in the cluster and its
 * tokens. One of the three may change during the life of a node. Immutable.
 */
final class NodeIdentity {
  private static final String SEPARATOR = "|";
  private static final String UNFIT = "[^A-Za-z0-9._-]";

  private final String address;
  private final String place;
  private final String tokens;

  NodeIdentity(String address, String place, String tokens) {
    this.address = address;
    this.place = place;
    this.tokens = tokens;
  }

  static NodeIdentity of(Topology topology) {
    return new NodeIdentity(
        topology.redis().toString(),
        topology.datacenter() + "/" + topology.rack(),
        TokensFormat.of(topology.tokens()));
  }

  /** Parses what {@link #text} has written; empty if it is anything else. */
  static Optional<NodeIdentity> parse(String text) {
    String[] parts = text.split("\\|", -1);
    return parts.length == 3
        ? Optional.of(new NodeIdentity(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  String text() {
    return address + SEPARATOR + place + SEPARATOR + tokens;
  }

  /** Returns whether at least two of the three are equal. */
  boolean isSameNode(NodeIdentity other) {
    int same = address.equals(other.address) ? 1 : 0;
    same += place.equals(other.place) ? 1 : 0;
    same += tokens.equals(other.tokens) ? 1 : 0;
    return same >= 2;
  }

  /** Returns the name of the node's state file, used if the settings name none. */
  String fileName() {
    String first = tokens.split(",")[0];
    String rack = place.substring(place.indexOf('/') + 1);
    return ".dyno-warmup-"
        + (address + "-" + rack + "-" + first).replace(':', '-').replaceAll(UNFIT, "_")
        + ".state";
  }

  @Override
  public String toString() {
    return place + " (Redis " + address + ", token " + tokens + ")";
  }
}
