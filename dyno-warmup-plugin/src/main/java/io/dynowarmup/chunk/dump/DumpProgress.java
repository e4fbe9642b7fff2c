// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import java.util.concurrent.atomic.AtomicLong;

/** The progress of a dump. Thread-safe. */
public final class DumpProgress {
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong keys = new AtomicLong();
  private final AtomicLong chunks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();

  void named(long more) {
    names.addAndGet(more);
  }

  void chunk(long moreKeys, long moreBytes) {
    keys.addAndGet(moreKeys);
    bytes.addAndGet(moreBytes);
    chunks.incrementAndGet();
  }

  /** Adds what an earlier process has stored of the same dump. */
  void resumed(long moreKeys, long moreChunks, long moreBytes) {
    keys.addAndGet(moreKeys);
    chunks.addAndGet(moreChunks);
    bytes.addAndGet(moreBytes);
  }

  void leftOutOne() {
    leftOut.incrementAndGet();
  }

  /** Returns the number of names that were listed; a name that SCAN returns twice counts twice. */
  public long names() {
    return names.get();
  }

  /** Returns the number of keys that are in stored chunks. */
  public long keys() {
    return keys.get();
  }

  /** Returns the number of stored chunks. */
  public long chunks() {
    return chunks.get();
  }

  /** Returns the size of the stored chunks in bytes. */
  public long bytes() {
    return bytes.get();
  }

  /** Returns the number of keys that could not be stored since this process began. */
  public long leftOut() {
    return leftOut.get();
  }
}
