// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.net.FreePorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The addresses and ports of a cluster's nodes.
 *
 * @param hosts the address of each node
 * @param aliases the address by which one node knows another, by the indexes of both; empty if the
 *     cluster has no links
 * @param ports the ports of each node
 */
record Addresses(List<String> hosts, Map<List<Integer>, String> aliases, List<Ports> ports) {
  private static final int FIRST_ALIAS = 100;

  /**
   * Chooses addresses in a random part of 127/8, and free ports there.
   *
   * @param count number of nodes
   * @param oneHost whether all nodes have the same address
   * @param links whether each node knows each other one by an alias
   * @param ownRedisPorts whether the Redis of each node has a port of its own
   */
  static Addresses random(int count, boolean oneHost, boolean links, boolean ownRedisPorts) {
    String network = network();
    List<String> hosts =
        IntStream.rangeClosed(1, count).mapToObj(i -> network + (oneHost ? 1 : i)).toList();
    Map<List<Integer>, String> aliases = links ? aliases(network, count) : Map.of();
    List<String> all = new ArrayList<>(hosts);
    all.addAll(aliases.values());
    Ports same = free(all);
    List<Ports> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ports own = i > 0 && (oneHost || ownRedisPorts) ? free(all) : same;
      ports.add(oneHost ? own : new Ports(same.client(), same.dyn(), same.admin(), own.redis()));
    }
    return new Addresses(hosts, aliases, ports);
  }

  /** Returns a random part of 127/8 that no other cluster on this machine is likely to use. */
  private static String network() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(1, 250) + "." + random.nextInt(250) + ".";
  }

  private static Map<List<Integer>, String> aliases(String network, int count) {
    Map<List<Integer>, String> aliases = new HashMap<>();
    int next = FIRST_ALIAS;
    for (int from = 0; from < count; from++) {
      for (int to = 0; to < count; to++) {
        if (from != to) {
          aliases.put(List.of(from, to), network + next++);
        }
      }
    }
    return aliases;
  }

  private static Ports free(List<String> hosts) {
    return new Ports(
        FreePorts.on(hosts), FreePorts.on(hosts), FreePorts.on(hosts), FreePorts.on(hosts));
  }
}
