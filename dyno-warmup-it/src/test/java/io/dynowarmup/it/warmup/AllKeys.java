// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.redis.RedisServer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamGroupInfo;

/**
 * All that a Redis holds, in all its databases, with the expiries and the groups of streams; in a
 * form that is equal when the data is. For some thousand keys.
 */
final class AllKeys {
  private static final String OURS = "__dyno_warmup:";

  /** What the product counts as the same expiry, and the time between two looks. */
  private static final long EXPIRY_MILLIS = 2_000 + 1_000;

  private static final int MOST_EXAMPLES = 10;

  private record Content(Object value, long pttl) {
    boolean same(Content other) {
      return value.equals(other.value)
          && pttl < 0 == other.pttl < 0
          && Math.abs(pttl - other.pttl) <= EXPIRY_MILLIS;
    }
  }

  private final Map<String, Content> keys = new TreeMap<>();

  private AllKeys() {}

  static AllKeys of(RedisServer redis) {
    AllKeys all = new AllKeys();
    try (Jedis jedis = redis.client()) {
      for (String line : jedis.info("keyspace").lines().filter(l -> l.startsWith("db")).toList()) {
        all.add(jedis, Integer.parseInt(line.substring(2, line.indexOf(':'))));
      }
    }
    return all;
  }

  /** Those that are not the same on both sides, in words; how many more there are behind a few. */
  static List<String> different(RedisServer here, RedisServer there) {
    return shortened(differences(here, there));
  }

  /**
   * The same by name, all of them. Of two sides at rest only what is in every look differs: a key
   * that has expired on one side, and is about to on the other, is the same a moment later, when
   * another one may be so.
   */
  static Map<String, String> differences(RedisServer here, RedisServer there) {
    Map<String, Content> first = of(here).keys;
    Map<String, Content> second = of(there).keys;
    Set<String> names = new HashSet<>(first.keySet());
    names.addAll(second.keySet());
    Map<String, String> different = new TreeMap<>();
    for (String name : names) {
      Content a = first.get(name);
      Content b = second.get(name);
      if (a == null || b == null || !a.same(b)) {
        different.put(name, name + ": here " + a + ", there " + b);
      }
    }
    return different;
  }

  private static List<String> shortened(Map<String, String> different) {
    int more = different.size() - MOST_EXAMPLES;
    Stream<String> few = different.values().stream().limit(MOST_EXAMPLES);
    return more <= 0 ? few.toList() : Stream.concat(few, Stream.of(more + " more")).toList();
  }

  private void add(Jedis jedis, int database) {
    jedis.select(database);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> page = jedis.scan(cursor, new ScanParams().count(1_000));
      for (String key : page.getResult()) {
        if (!key.startsWith(OURS)) {
          Object value = value(jedis, key);
          if (value != null) {
            keys.put(database + "/" + key, new Content(value, jedis.pttl(key)));
          }
        }
      }
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  /** Null when it is not there any more. */
  private static Object value(Jedis jedis, String key) {
    return switch (jedis.type(key)) {
      case "none" -> null;
      case "string" -> "string " + jedis.get(key);
      case "list" -> jedis.lrange(key, 0, -1);
      case "set" -> jedis.smembers(key);
      case "hash" -> jedis.hgetAll(key);
      case "zset" ->
          jedis.zrangeWithScores(key, 0, -1).stream()
              .map(t -> t.getElement() + " " + t.getScore())
              .toList();
      default ->
          jedis.xrange(key, (StreamEntryID) null, null).stream()
                  .map(e -> e.getID() + " " + e.getFields())
                  .collect(Collectors.joining("; "))
              + jedis.xinfoGroups(key).stream()
                  .collect(
                      Collectors.toMap(
                          StreamGroupInfo::getName, StreamGroupInfo::getLastDeliveredId))
                  .entrySet()
                  .stream()
                  .sorted(Map.Entry.comparingByKey())
                  .toList();
    };
  }
}
