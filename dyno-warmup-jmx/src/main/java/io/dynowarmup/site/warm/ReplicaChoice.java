// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
   * Returns the nodes of the most complete replica: of the racks whose nodes all serve and have a
   * daemon, the one with the most keys.
   *
   * @throws WarmupException NO_HEALTHY_SOURCE if there is none; the message says why
   */
  static List<NodeReading> mostComplete(List<NodeReading> candidates) {
    Map<String, List<NodeReading>> racks = new TreeMap<>();
    for (NodeReading reading : candidates) {
      racks.computeIfAbsent(rack(reading.member().peer()), any -> new ArrayList<>()).add(reading);
    }
    List<NodeReading> best = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, List<NodeReading>> rack : racks.entrySet()) {
      String why = whyNot(rack.getValue());
      if (!why.isEmpty()) {
        refused.add("rack " + rack.getKey() + ": " + why);
      } else if (best.isEmpty() || keys(rack.getValue()) > keys(best)) {
        best = rack.getValue();
      }
    }
    if (best.isEmpty()) {
      throw new WarmupException(
          Reason.NO_HEALTHY_SOURCE, "no replica can be dumped: " + String.join("; ", refused));
    }
    return best;
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
    return "rack "
        + rack(replica.get(0).member().peer())
        + ", "
        + Units.count(replica.size(), "node")
        + ", "
        + Units.keys(keys(replica));
  }
}
