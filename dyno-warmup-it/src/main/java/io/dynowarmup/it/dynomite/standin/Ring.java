// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import java.util.Map;
import java.util.TreeMap;

/** The token ring of one rack: maps a hash to the node that owns it. */
final class Ring<N> {
  private final TreeMap<Long, N> owners = new TreeMap<>();

  void add(long token, N owner) {
    owners.put(token, owner);
  }

  /** Returns the number of tokens. */
  int size() {
    return owners.size();
  }

  /**
   * Returns the node with the smallest token at or above the hash. If the hash is above the largest
   * token, returns the node with the smallest one.
   */
  N owner(long hash) {
    Map.Entry<Long, N> entry = owners.ceilingEntry(hash);
    return (entry == null ? owners.firstEntry() : entry).getValue();
  }
}
