// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the distinct keys for the next pass, by database. The number of keys is limited; above
 * the limit the next pass compares all keys.
 */
public final class PendingKeys {
  public static final int MOST_KEYS = 100_000;

  private final Map<Integer, Set<ByteBuffer>> keys = new TreeMap<>();
  private int size;
  private boolean all;

  /** Returns a list that stands for all keys. */
  public static PendingKeys everything() {
    PendingKeys every = new PendingKeys();
    every.size = MOST_KEYS;
    every.all = true;
    return every;
  }

  /** Adds all keys of another list. */
  public void addAll(PendingKeys other) {
    all |= other.all;
    for (int database : other.databases()) {
      for (byte[] key : other.of(database)) {
        add(database, key);
      }
    }
    size = all ? MOST_KEYS : size;
  }

  public void add(int database, byte[] key) {
    if (size >= MOST_KEYS) {
      all = true;
    } else if (keys.computeIfAbsent(database, d -> new LinkedHashSet<>())
        .add(ByteBuffer.wrap(key))) {
      size++;
    }
  }

  /** Returns whether the limit was exceeded. The next pass then compares all keys. */
  public boolean all() {
    return all;
  }

  public boolean holds(int database, byte[] key) {
    return keys.containsKey(database) && keys.get(database).contains(ByteBuffer.wrap(key));
  }

  public int size() {
    return size;
  }

  public Set<Integer> databases() {
    return keys.keySet();
  }

  public List<byte[]> of(int database) {
    List<byte[]> list = new ArrayList<>();
    for (ByteBuffer key : keys.getOrDefault(database, new LinkedHashSet<>())) {
      list.add(key.array());
    }
    return list;
  }
}
