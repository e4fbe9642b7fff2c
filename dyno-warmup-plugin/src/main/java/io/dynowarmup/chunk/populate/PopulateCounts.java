// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.chunk.load.LoadCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What populators have done so far. Thread-safe. */
public final class PopulateCounts {
  private static final int MOST_NAMED = 20;

  private final Map<String, Long> chunksByNode = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private long keys;
  private long bytes;
  private long expired;
  private long failed;
  private long lost;

  synchronized void done(PopulateMessage message, LoadCounts loaded) {
    keys += loaded.keys();
    bytes += loaded.bytes();
    expired += loaded.expired();
    chunksByNode.merge(message.redis().toString(), 1L, Long::sum);
  }

  synchronized void failed(String why) {
    failed++;
    if (problems.size() < MOST_NAMED && !problems.contains(why)) {
      problems.add(why);
    }
  }

  synchronized void lostOne() {
    lost++;
  }

  /** Returns the number of messages whose chunk was loaded. */
  public synchronized long chunks() {
    return chunksByNode.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the keys that were written; a key that was written twice counts twice. */
  public synchronized long keys() {
    return keys;
  }

  /** Returns the bytes of their values. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Returns the keys that had expired since the dump. */
  public synchronized long expired() {
    return expired;
  }

  /** Returns how often a message was given back because its work failed. */
  public synchronized long failed() {
    return failed;
  }

  /** Returns how often a message was received by another populator while it was worked on. */
  public synchronized long lost() {
    return lost;
  }

  /** Returns the number of chunks that were loaded into each node, by the address of its Redis. */
  public synchronized Map<String, Long> chunksByNode() {
    return Collections.unmodifiableMap(new TreeMap<>(chunksByNode));
  }

  /** Returns a sentence for each of the first failures. */
  public synchronized List<String> problems() {
    return Collections.unmodifiableList(new ArrayList<>(problems));
  }
}
