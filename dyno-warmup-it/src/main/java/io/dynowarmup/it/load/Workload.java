// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import io.dynowarmup.it.redis.RespClient;

/** What is written. Each write has a number, from 0 on. */
public interface Workload {
  /** The write with that number, as Redis wants it on the wire. */
  byte[] command(long number);

  /** The key that it goes to. */
  String key(long number);

  /**
   * Writes of one lane go through one connection, one after the other: of those to the same key the
   * last one counts.
   */
  long lane(long number);

  /** A key of its own for each: {@code <prefix><number>}, the value is the number. */
  static Workload uniqueSets(String prefix, int valueSize) {
    return new Sets(prefix, Long.MAX_VALUE, valueSize);
  }

  /** So many keys, over and over; the value is the number of the write. */
  static Workload versions(String prefix, int keys, int valueSize) {
    return new Sets(prefix, keys, valueSize);
  }

  /** INCR of so many counters, in turn. */
  static Workload counters(String prefix, int counters) {
    return new Counters(prefix, counters);
  }

  /** RPUSH to so many lists, in turn; the element is the number of the write. */
  static Workload lists(String prefix, int lists) {
    return new Lists(prefix, lists);
  }

  /** SET of keys that repeat after some time, or never. */
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

    /** The number, and dots up to the size. */
    public String value(long number) {
      String digits = Long.toString(number);
      return digits + ".".repeat(Math.max(0, valueSize - digits.length()));
    }

    /** The number out of such a value. */
    public static long number(String value) {
      int dot = value.indexOf('.');
      return Long.parseLong(dot < 0 ? value : value.substring(0, dot));
    }
  }

  /** INCR. */
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

  /** RPUSH. */
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
