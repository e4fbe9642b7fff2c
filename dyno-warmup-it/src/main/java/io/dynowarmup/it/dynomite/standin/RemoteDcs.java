// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The other data centers. In each of them, one rack receives a write and forwards it to the other
 * racks.
 */
final class RemoteDcs {
  private final Map<String, Map<String, Ring<RemotePeer>>> dcs = new TreeMap<>();

  /** Returns the rings of a data center by rack name; empty at first. */
  Map<String, Ring<RemotePeer>> racksOf(String dc) {
    return dcs.computeIfAbsent(dc, name -> new TreeMap<>());
  }

  /**
   * Offers the owner in the rack that corresponds to this node's rack, then the owners in the other
   * racks, until {@code taken} accepts one. Does this for each data center.
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
