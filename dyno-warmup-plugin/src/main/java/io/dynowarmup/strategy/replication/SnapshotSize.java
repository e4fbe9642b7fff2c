// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalLong;

/**
 * Estimates the bytes of a snapshot while the source writes it to this node. A snapshot is smaller
 * than the memory of its keys, because it is compressed and has no pointers. A pure function.
 */
final class SnapshotSize {
  /**
   * What may be on its way between the source's child process and this node: the pipe and the
   * buffers of both sockets. With fewer bytes received, the saved keys say nothing about them.
   */
  static final long IN_BUFFERS = 16_000_000;

  private SnapshotSize() {}

  /**
   * Returns the bytes of the whole snapshot; empty if too little has arrived or the source does not
   * report how many keys it has saved. Redis reports it since 6.2, about once a second.
   *
   * @param source INFO of the source
   * @param received bytes of the snapshot that have arrived
   */
  static OptionalLong of(RedisInfo source, long received) {
    long saved = source.getLong("current_save_keys_processed", 0);
    long all = source.getLong("current_save_keys_total", 0);
    return received < IN_BUFFERS || saved <= 0 || all < saved
        ? OptionalLong.empty()
        : OptionalLong.of((long) (received * (all / (double) saved)));
  }
}
