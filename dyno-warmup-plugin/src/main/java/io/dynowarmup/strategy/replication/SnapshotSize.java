// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.digest.KeySizes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Estimates the bytes of a snapshot while the source writes it to this node. A snapshot is smaller
 * than the memory of its keys, because it is compressed and has no pointers. Immutable.
 */
final class SnapshotSize {
  /**
   * What may be on its way between the source's child process and this node: the pipe and the
   * buffers of both sockets. With fewer bytes received, the saved keys say nothing about them.
   */
  static final long IN_BUFFERS = 16_000_000;

  /** Memory of a data set that may belong to no key. */
  private static final long OF_NO_KEY = 100_000;

  /**
   * The most memory of each key that Redis does not count as data: its place in the table of keys.
   * The measured memory of a key contains a part of it, which depends on the version.
   */
  private static final long OF_THE_TABLE = 48;

  private final long bytes;
  private final boolean limit;

  private SnapshotSize(long bytes, boolean limit) {
    this.bytes = bytes;
    this.limit = limit;
  }

  /**
   * Returns the best estimate.
   *
   * @param source INFO of the source
   * @param received bytes of the snapshot that have arrived
   * @param sample sizes of some keys of the source; empty if unknown
   */
  static SnapshotSize of(RedisInfo source, long received, Optional<KeySizes> sample) {
    long table = source.keys() * OF_THE_TABLE;
    long limit = Math.min(all(source) - table, data(source)) + table;
    OptionalLong saved = ofSavedKeys(source, received);
    if (saved.isPresent()) {
      return new SnapshotSize(Math.min(limit, saved.getAsLong()), false);
    }
    return sample
        .filter(s -> source.keys() > 0)
        .map(s -> ofSample(s, source, limit))
        .orElseGet(() -> new SnapshotSize(limit, true));
  }

  private static long all(RedisInfo source) {
    return source.getLong("used_memory", Long.MAX_VALUE);
  }

  /**
   * Returns the memory of keys and values. Redis subtracts the memory of other things from all that
   * it uses. The rest of a small data set may be negative, which is printed without a sign.
   */
  private static long data(RedisInfo source) {
    long unknown = source.get("used_memory_dataset").isPresent() ? 0 : all(source);
    long data = source.getLong("used_memory_dataset", unknown);
    return Math.max(0, Math.min(data, all(source)));
  }

  /**
   * Returns the bytes of the whole snapshot from the keys that the source has saved; empty if too
   * little has arrived or the source does not report them. Redis reports them since 6.2, about once
   * a second.
   */
  private static OptionalLong ofSavedKeys(RedisInfo source, long received) {
    long saved = source.getLong("current_save_keys_processed", 0);
    long all = source.getLong("current_save_keys_total", 0);
    return received < IN_BUFFERS || saved <= 0 || all < saved
        ? OptionalLong.empty()
        : OptionalLong.of((long) (received * (all / (double) saved)));
  }

  /**
   * Memory that keys like those of the sample do not take belongs to larger keys. How much smaller
   * they are in a snapshot is unknown.
   */
  private static SnapshotSize ofSample(KeySizes sample, RedisInfo source, long limit) {
    long keys = source.keys();
    long known = sample.savedOf(keys);
    long others = data(source) - sample.memoryOf(keys);
    long unknown = (others > OF_NO_KEY ? others : 0) + sample.unknownOf(keys);
    return unknown > known
        ? new SnapshotSize(Math.min(limit, known + unknown + keys * OF_THE_TABLE), true)
        : new SnapshotSize(known + unknown / 2, false);
  }

  /** Returns the bytes. */
  long bytes() {
    return bytes;
  }

  /** Returns whether the snapshot may also be much smaller. */
  boolean isLimit() {
    return limit;
  }
}
