// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the keys of commands that write. The sources are the command tables of Redis 6 to 8 and of
 * Valkey 8 and 9 ({@code COMMAND DOCS}), without commands that a master never sends to its
 * replicas.
 */
final class KeyPositions {
  /** Finds the keys; empty if they are unknown. */
  private interface Finder {
    Optional<List<byte[]>> keys(StreamCommand command);
  }

  private static final String FIRST =
      "APPEND BITFIELD SETBIT SETRANGE EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST HSET HMSET HSETNX"
          + " HDEL HINCRBYFLOAT HINCRBY INCRBYFLOAT INCR INCRBY DECR DECRBY LPUSH RPUSH LPUSHX"
          + " RPUSHX LPOP RPOP LINSERT LSET LREM LTRIM SADD SREM SPOP ZADD ZINCRBY ZREM"
          + " ZREMRANGEBYRANK ZREMRANGEBYSCORE ZREMRANGEBYLEX ZPOPMIN ZPOPMAX XADD XDEL XTRIM"
          + " XSETID XCLAIM XAUTOCLAIM XACK PFADD GEOADD RESTORE GETEX GETSET GETDEL SET SETNX"
          + " SETEX PSETEX HEXPIRE HPEXPIRE HEXPIREAT HPEXPIREAT HPERSIST HGETDEL HGETEX HSETEX"
          + " XDELEX XACKDEL XCFGSET XIDMPRECORD DELEX DELIFEQ VADD VREM VSETATTR";

  private static final String FIRST_TWO =
      "RENAME RENAMENX SMOVE LMOVE BLMOVE RPOPLPUSH BRPOPLPUSH ZRANGESTORE GEOSEARCHSTORE";

  private static final String ALL = "DEL UNLINK PFMERGE SINTERSTORE SUNIONSTORE SDIFFSTORE";

  private static final String STORE_OF_SEVERAL = "ZUNIONSTORE ZINTERSTORE ZDIFFSTORE";

  private static final Map<String, Finder> FINDERS = new HashMap<>();

  /** Commands whose keys are known although later words are left out. */
  private static final Set<String> AT_THE_BEGINNING = new HashSet<>();

  static {
    add(FIRST, command -> range(command, 1, 1, 1));
    add(FIRST_TWO, command -> range(command, 1, 2, 1));
    AT_THE_BEGINNING.addAll(FINDERS.keySet());
    add(ALL, command -> range(command, 1, command.size() - 1, 1));
    add("MSETEX", KeyPositions::ofPairs);
    add("MSET MSETNX", command -> range(command, 1, command.size() - 1, 2));
    add("BITOP", command -> range(command, 2, command.size() - 1, 1));
    add("XGROUP", command -> range(command, 2, 2, 1));
    add("COPY", KeyPositions::ofCopy);
    add(STORE_OF_SEVERAL, KeyPositions::ofStore);
    add("SORT GEORADIUS GEORADIUSBYMEMBER", KeyPositions::withStore);
  }

  private KeyPositions() {}

  private static void add(String names, Finder finder) {
    for (String name : names.split(" ")) {
      FINDERS.put(name, finder);
    }
  }

  /** Returns whether the command is one that writes to keys that it names. */
  static boolean knows(String name) {
    return FINDERS.containsKey(name);
  }

  /** Returns the keys of a command; empty if they are unknown. */
  static Optional<List<byte[]>> of(StreamCommand command) {
    Finder finder = FINDERS.get(command.name());
    boolean enough = command.complete() || AT_THE_BEGINNING.contains(command.name());
    return finder == null || !enough ? Optional.empty() : finder.keys(command);
  }

  private static Optional<List<byte[]>> range(StreamCommand command, int from, int to, int step) {
    List<byte[]> keys = new ArrayList<>();
    for (int i = from; i <= to; i += step) {
      if (!addKey(command, i, keys)) {
        return Optional.empty();
      }
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
  }

  private static boolean addKey(StreamCommand command, int i, List<byte[]> keys) {
    if (i >= command.size() || command.cut(i)) {
      return false;
    }
    keys.add(command.word(i));
    return true;
  }

  /** COPY source destination [DB n] [REPLACE]. Another database is not followed. */
  private static Optional<List<byte[]>> ofCopy(StreamCommand command) {
    for (int i = 3; i < command.size(); i++) {
      if ("DB".equalsIgnoreCase(command.text(i))) {
        return Optional.empty();
      }
    }
    return range(command, 1, 2, 1);
  }

  /** ZUNIONSTORE destination numkeys key [key ...] …. */
  private static Optional<List<byte[]>> ofStore(StreamCommand command) {
    int count = command.size() > 2 ? number(command.text(2)) : 0;
    List<byte[]> keys = new ArrayList<>();
    boolean found = count > 0 && addKey(command, 1, keys);
    for (int i = 3; found && i < 3 + count; i++) {
      found = addKey(command, i, keys);
    }
    return found ? Optional.of(keys) : Optional.empty();
  }

  /** MSETEX numkeys key value [key value ...] …. */
  private static Optional<List<byte[]>> ofPairs(StreamCommand command) {
    int count = command.size() > 1 ? number(command.text(1)) : 0;
    boolean fits = count > 0 && count <= (command.size() - 2) / 2;
    return fits ? range(command, 2, 2 * count, 2) : Optional.empty();
  }

  /** SORT key … STORE destination. Keys that BY and GET name by a pattern are unknown. */
  private static Optional<List<byte[]>> withStore(StreamCommand command) {
    List<byte[]> keys = new ArrayList<>();
    boolean found = addKey(command, 1, keys);
    for (int i = 2; i < command.size(); i++) {
      String word = command.text(i).toUpperCase(Locale.ROOT);
      if ("BY".equals(word) || "GET".equals(word)) {
        return Optional.empty();
      }
      if ("STORE".equals(word) || "STOREDIST".equals(word)) {
        found &= addKey(command, i + 1, keys);
      }
    }
    return found && keys.size() > 1 ? Optional.of(keys) : Optional.empty();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
