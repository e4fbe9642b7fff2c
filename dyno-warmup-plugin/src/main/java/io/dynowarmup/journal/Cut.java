// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.redis.stream.StreamCommand;
import java.util.HashMap;
import java.util.Map;

/**
 * A moment in a stream: markers that are written through several Dynomites at once, from the first
 * to the last of them. Before it and after it every Dynomite's writes are in the order in which the
 * Dynomite has sent them. Used by one thread.
 */
final class Cut {
  private final Map<String, String> missing;
  private long firstOffset = Long.MAX_VALUE;
  private long lastOffset;

  /**
   * Creates a cut.
   *
   * @param markers values of the markers by key; each pair is used for one cut only
   */
  Cut(Map<String, String> markers) {
    this.missing = new HashMap<>(markers);
  }

  /** Notes a command of the stream; returns whether it was the last marker. */
  boolean note(StreamCommand command) {
    if (!"SET".equals(command.name()) || command.size() < 3) {
      return false;
    }
    String key = command.text(1);
    if (!command.text(2).equals(missing.get(key))) {
      return false;
    }
    missing.remove(key);
    firstOffset = Math.min(firstOffset, command.firstOffset());
    lastOffset = command.lastOffset();
    return missing.isEmpty();
  }

  /** Returns whether all markers have arrived. */
  boolean complete() {
    return missing.isEmpty();
  }

  /** Returns the offset of the first byte of the first marker. */
  long firstOffset() {
    return firstOffset;
  }

  /** Returns the offset of the last byte of the last marker. */
  long lastOffset() {
    return lastOffset;
  }

  @Override
  public String toString() {
    return complete() ? firstOffset + ".." + lastOffset : "without " + missing.keySet();
  }
}
