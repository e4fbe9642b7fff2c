// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The other data centres: of each, one rack gets a write and hands it on to the others. */
final class RemoteDcs {
  private final Map<String, Map<String, Ring<RemotePeer>>> dcs = new TreeMap<>();

  /** By name; empty at first. */
  Map<String, Ring<RemotePeer>> racksOf(String dc) {
    return dcs.computeIfAbsent(dc, name -> new TreeMap<>());
  }

  /**
   * Offers the owner in the rack that is this one's counterpart, then those of the other racks,
   * until one is taken.
   */
  void forEachOwner(long hash, int ownRackIndex, Predicate<RemotePeer> taken) {
    for (Map<String, Ring<RemotePeer>> racks : dcs.values()) {
      List<Ring<RemotePeer>> rings = new ArrayList<>(racks.values());
      Ring<RemotePeer> preferred = rings.get(ownRackIndex % rings.size());
      rings.remove(preferred);
      rings.add(0, preferred);
      for (Ring<RemotePeer> ring : rings) {
        if (taken.test(ring.owner(hash))) {
          break;
        }
      }
    }
  }
}
