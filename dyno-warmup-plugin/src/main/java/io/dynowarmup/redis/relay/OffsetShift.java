// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * Translates offsets. The replica counts the bytes of the stream from its own offset on, so both
 * offsets differ by a constant, which grows with each inserted correction. Thread-safe.
 */
final class OffsetShift {
  private final List<long[]> inserted = new ArrayList<>();
  private long base;
  private boolean known;

  /** Sets two offsets after which both read the same bytes. */
  synchronized void begin(long ofReplica, long ofSource) {
    base = ofReplica - ofSource;
    known = true;
  }

  synchronized boolean isKnown() {
    return known;
  }

  /** Records bytes that only the replica reads, after this offset of the source. */
  synchronized void insert(long ofSource, int length) {
    inserted.add(new long[] {ofSource, length});
  }

  /**
   * Returns the offset of the source up to which a replica has read. A replica that has not read
   * all that was inserted at an offset is behind that offset.
   */
  synchronized long ofSource(long ofReplica) {
    long shift = base;
    for (long[] insert : inserted) {
      long begin = insert[0] + shift;
      if (ofReplica < begin) {
        break;
      }
      if (ofReplica < begin + insert[1]) {
        return insert[0] - 1;
      }
      shift += insert[1];
    }
    return ofReplica - shift;
  }

  /** Returns the offset of the replica once it has read the source up to this offset. */
  synchronized long ofReplica(long ofSource) {
    long shift = base;
    for (long[] insert : inserted) {
      shift += insert[0] <= ofSource ? insert[1] : 0;
    }
    return ofSource + shift;
  }
}
