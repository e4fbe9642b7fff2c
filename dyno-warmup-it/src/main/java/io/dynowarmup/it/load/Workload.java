// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import io.dynowarmup.it.redis.RespClient;

/** Generates writes, numbered from 0. */
public interface Workload {
  /** Returns the write with this number as bytes of the Redis protocol. */
  byte[] command(long number);

  /** Returns the key of the write. */
  String key(long number);

  /**
   * Returns the lane of the write. The writes of one lane go through one connection in order, so
   * the last write to a key determines its value.
   */
  long lane(long number);

  /** Writes each key once: {@code <prefix><number>}. The value is the number. */
  static Workload uniqueSets(String prefix, int valueSize) {
    return new Sets(prefix, Long.MAX_VALUE, valueSize);
  }

  /** Writes a fixed number of keys over and over. The value is the number of the write. */
  static Workload versions(String prefix, int keys, int valueSize) {
    return new Sets(prefix, keys, valueSize);
  }

  /** Increments a fixed number of counters in turn, by INCR. */
  static Workload counters(String prefix, int counters) {
    return new Counters(prefix, counters);
  }

  /**
   * Appends to a fixed number of lists in turn, by RPUSH. The element is the number of the write.
   */
  static Workload lists(String prefix, int lists) {
    return new Lists(prefix, lists);
  }

  /** Sets keys that repeat after {@code keys} writes. */
  record Sets(String prefix, long keys, int valueSize) implements Workload {
    @Override
    public byte[] command(long number) {
      return RespClient.command("SET", key(number), value(number));
    }

    @Override
    public String key(long number) {
      return prefix + number % keys;
    }

    @Override
    public long lane(long number) {
      return number % keys;
    }

    /** Returns the number, padded with dots to the value size. */
    public String value(long number) {
      String digits = Long.toString(number);
      return digits + ".".repeat(Math.max(0, valueSize - digits.length()));
    }

    /** Returns the number in such a value. */
    public static long number(String value) {
      int dot = value.indexOf('.');
      return Long.parseLong(dot < 0 ? value : value.substring(0, dot));
    }
  }

  /** Increments counters. */
  record Counters(String prefix, int counters) implements Workload {
    @Override
    public byte[] command(long number) {
      return RespClient.command("INCR", key(number));
    }

    @Override
    public String key(long number) {
      return prefix + number % counters;
    }

    @Override
    public long lane(long number) {
      return number % counters;
    }
  }

  /** Appends to lists. */
  record Lists(String prefix, int lists) implements Workload {
    @Override
    public byte[] command(long number) {
      return RespClient.command("RPUSH", key(number), Long.toString(number));
    }

    @Override
    public String key(long number) {
      return prefix + number % lists;
    }

    @Override
    public long lane(long number) {
      return number % lists;
    }
  }
}
