// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Selects the nodes that are warmed, and the replica that is dumped. Pure functions. */
final class ReplicaChoice {
  private ReplicaChoice() {}

  /**
   * Returns the nodes that words name: a data centre, a rack, or addresses.
   *
   * @throws WarmupException BAD_ARGUMENT if a word names no node
   */
  static List<NodeReading> named(String option, String words, List<NodeReading> all) {
    List<NodeReading> found = new ArrayList<>();
    for (String word : words.split(",")) {
      List<NodeReading> some =
          all.stream()
              .filter(r -> isNamed(r.member().peer(), word.trim()))
              .collect(Collectors.toList());
      if (some.isEmpty()) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT,
            option
                + " '"
                + word.trim()
                + "' names no node; allowed: a data centre, a rack, DC/RACK, or hosts; known: "
                + all.stream()
                    .map(r -> r.member().peer().datacenter() + "/" + r.member().peer().rack())
                    .distinct()
                    .collect(Collectors.joining(", ")));
      }
      some.stream().filter(r -> !found.contains(r)).forEach(found::add);
    }
    return found;
  }

  private static boolean isNamed(Peer peer, String word) {
    return Arrays.asList(
            peer.datacenter(),
            peer.rack(),
            rack(peer),
            peer.dynomite().host(),
            peer.dynomite().toString(),
            peer.redis().toString())
        .contains(word);
  }

  private static String rack(Peer peer) {
    return peer.datacenter() + "/" + peer.rack();
  }

  /**
   * Returns the nodes of the most complete replica: of the racks whose nodes all serve, have a
   * daemon and hold the whole range of the nodes to warm, the one with the most keys. If there is
   * none, returns nodes of several racks that hold it together.
   *
   * @param candidates the hashes of each node
   * @param needed the hashes of each node to warm
   * @throws WarmupException NO_HEALTHY_SOURCE if there is none; the message says why
   */
  static List<NodeReading> mostComplete(
      Map<NodeReading, HashRanges> candidates, Collection<HashRanges> needed) {
    Map<String, List<NodeReading>> racks = new TreeMap<>();
    for (NodeReading reading : candidates.keySet()) {
      racks.computeIfAbsent(rack(reading.member().peer()), any -> new ArrayList<>()).add(reading);
    }
    List<NodeReading> best = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, List<NodeReading>> rack : racks.entrySet()) {
      String why = whyNot(rack.getValue());
      if (why.isEmpty() && covering(rack.getValue(), candidates, needed).isEmpty()) {
        why = "what it has beside the nodes to warm does not hold their whole range";
      }
      if (!why.isEmpty()) {
        refused.add("rack " + rack.getKey() + ": " + why);
      } else if (best.isEmpty() || keys(rack.getValue()) > keys(best)) {
        best = rack.getValue();
      }
    }
    if (best.isEmpty()) {
      best = covering(candidates.keySet(), candidates, needed);
    }
    if (best.isEmpty()) {
      throw new WarmupException(
          Reason.NO_HEALTHY_SOURCE, "no replica can be dumped: " + String.join("; ", refused));
    }
    return best;
  }

  /** Returns nodes that serve and hold all that is needed; empty if these do not. */
  private static List<NodeReading> covering(
      Collection<NodeReading> nodes,
      Map<NodeReading, HashRanges> held,
      Collection<HashRanges> needed) {
    List<NodeReading> covering = new ArrayList<>();
    List<HashRanges> missing = new ArrayList<>(needed);
    for (NodeReading node : nodes) {
      List<HashRanges> rest =
          missing.stream().map(m -> m.minus(held.get(node))).collect(Collectors.toList());
      if (!rest.equals(missing) && whyNot(Collections.singletonList(node)).isEmpty()) {
        covering.add(node);
        missing = rest;
      }
    }
    return missing.stream().allMatch(HashRanges::isEmpty) ? covering : new ArrayList<>();
  }

  private static String whyNot(List<NodeReading> rack) {
    for (NodeReading reading : rack) {
      if (reading.origin() != NodeReading.Origin.DAEMON) {
        return reading.member() + " has no daemon that answers";
      }
      if (!reading.state().equals(NodeState.SERVING.name())) {
        return reading.member() + " is " + reading.state();
      }
    }
    return "";
  }

  /** Returns the keys of several nodes. */
  static long keys(List<NodeReading> nodes) {
    return nodes.stream().mapToLong(r -> Math.max(0, r.values().number("Keys"))).sum();
  }

  static String text(List<NodeReading> replica) {
    Set<String> racks = new TreeSet<>();
    replica.forEach(node -> racks.add(rack(node.member().peer())));
    return (racks.size() == 1 ? "rack " : "racks ")
        + String.join(", ", racks)
        + ", "
        + Units.count(replica.size(), "node")
        + ", "
        + Units.keys(keys(replica));
  }
}
