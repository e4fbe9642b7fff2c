// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import java.util.Map;
import java.util.TreeMap;

/** One rack: which node owns a key. */
final class Ring<N> {
  private final TreeMap<Long, N> owners = new TreeMap<>();

  void add(long token, N owner) {
    owners.put(token, owner);
  }

  /** How many tokens there are. */
  int size() {
    return owners.size();
  }

  /** The node with the smallest token at or above the hash; beyond the largest, the smallest. */
  N owner(long hash) {
    Map.Entry<Long, N> entry = owners.ceilingEntry(hash);
    return (entry == null ? owners.firstEntry() : entry).getValue();
  }
}
