// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.StreamGroupInfo;
import redis.clients.jedis.resps.Tuple;

/**
 * Reads all keys of a Redis in all databases, with expiries and stream groups, in a form that is
 * equal if the data is equal. Meant for some thousand keys.
 */
final class AllKeys {
  private static final String OURS = "__dyno_warmup:";

  /**
   * The difference that the product accepts between two expiries, 2 s, and what passes on a busy
   * machine between its readings of the two sides.
   */
  private static final long EXPIRY_MILLIS = 2_000 + 1_000;

  private static final int MOST_EXAMPLES = 10;

  /**
   * The content of a key, and when it expires: not before and not after these moments, in
   * milliseconds since 1970, or -1. The two servers are read at different times.
   */
  private record Content(Object value, long notBefore, long notAfter) {
    static Content of(Object value, long before, long pttl, long after) {
      return pttl < 0
          ? new Content(value, -1, -1)
          : new Content(value, before + pttl, after + pttl);
    }

    boolean same(Content other) {
      return value.equals(other.value)
          && notBefore < 0 == other.notBefore < 0
          && Math.max(notBefore, other.notBefore) - Math.min(notAfter, other.notAfter)
              <= EXPIRY_MILLIS;
    }
  }

  private final Map<String, Content> keys = new TreeMap<>();
  private final Predicate<String> wanted;

  private AllKeys(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  static AllKeys of(RedisServer redis) {
    return of(redis, name -> true);
  }

  private static AllKeys of(RedisServer redis, Predicate<String> wanted) {
    AllKeys all = new AllKeys(wanted);
    try (Jedis jedis = redis.client()) {
      for (String line : jedis.info("keyspace").lines().filter(l -> l.startsWith("db")).toList()) {
        all.add(jedis, Integer.parseInt(line.substring(2, line.indexOf(':'))));
      }
    }
    return all;
  }

  /**
   * Returns the keys of several nodes together.
   *
   * @throws IllegalStateException if two of them hold the same key
   */
  static AllKeys union(List<RedisServer> nodes) {
    return union(nodes, name -> true);
  }

  private static AllKeys union(List<RedisServer> nodes, Predicate<String> wanted) {
    AllKeys all = new AllKeys(wanted);
    for (RedisServer node : nodes) {
      of(node, wanted)
          .keys
          .forEach(
              (name, content) -> {
                if (all.keys.put(name, content) != null) {
                  throw new IllegalStateException("on two nodes: " + name);
                }
              });
    }
    return all;
  }

  /** Returns the names of the keys of database 0. */
  List<String> names() {
    return keys.keySet().stream()
        .filter(name -> name.startsWith("0/"))
        .map(name -> name.substring(2))
        .toList();
  }

  /** Returns descriptions of the keys that differ: a few, and the number of the others. */
  static List<String> different(RedisServer here, RedisServer there) {
    return shortened(differences(here, there));
  }

  /**
   * Returns descriptions of all keys that differ, by name. On two idle sides, only a key that
   * differs in every comparison really differs. A key that has expired on one side and is about to
   * expire on the other is equal a moment later. By then another key may be in that state.
   */
  static Map<String, String> differences(RedisServer here, RedisServer there) {
    return differences(of(here), of(there));
  }

  static Map<String, String> differences(AllKeys here, AllKeys there) {
    Map<String, Content> first = here.keys;
    Map<String, Content> second = there.keys;
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

  /**
   * Waits until both sides are equal. A key that expires between two reads is gone a moment later.
   */
  static void awaitSame(RedisServer here, RedisServer there, Duration limit) {
    awaitSame(List.of(here), List.of(there), limit);
  }

  /** Does the same for two groups of nodes that each hold all keys together. */
  static void awaitSame(List<RedisServer> here, List<RedisServer> there, Duration limit) {
    Map<String, String> left = differences(union(here), union(there));
    Await.until(
        left::toString,
        limit,
        () -> {
          if (!left.isEmpty()) {
            Set<String> again = Set.copyOf(left.keySet());
            left.keySet()
                .retainAll(
                    differences(union(here, again::contains), union(there, again::contains))
                        .keySet());
          }
          return left.isEmpty();
        });
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
      add(
          jedis,
          database,
          page.getResult().stream()
              .filter(k -> !k.startsWith(OURS) && wanted.test(database + "/" + k))
              .toList());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  /** Reads the keys of a page in three packets: their types, their values, their expiries. */
  private void add(Jedis jedis, int database, List<String> page) {
    try (Pipeline pipeline = jedis.pipelined()) {
      List<Response<String>> types = page.stream().map(pipeline::type).toList();
      pipeline.sync();
      List<Supplier<Object>> values = new ArrayList<>();
      for (int i = 0; i < page.size(); i++) {
        values.add(value(pipeline, types.get(i).get(), page.get(i)));
      }
      pipeline.sync();
      long before = Clock.epochMillis();
      List<Response<Long>> expiries = page.stream().map(pipeline::pttl).toList();
      pipeline.sync();
      long after = Clock.epochMillis();
      for (int i = 0; i < page.size(); i++) {
        Object value = values.get(i).get();
        if (value != null) {
          Content content = Content.of(value, before, expiries.get(i).get(), after);
          keys.put(database + "/" + page.get(i), content);
        }
      }
    }
  }

  /** Returns what will be the value; null if the key no longer exists. */
  private static Supplier<Object> value(Pipeline pipeline, String type, String key) {
    switch (type) {
      case "none":
        return () -> null;
      case "string":
        Response<String> string = pipeline.get(key);
        return () -> "string " + string.get();
      case "list":
        return pipeline.lrange(key, 0, -1)::get;
      case "set":
        return pipeline.smembers(key)::get;
      case "hash":
        return pipeline.hgetAll(key)::get;
      case "zset":
        Response<List<Tuple>> zset = pipeline.zrangeWithScores(key, 0, -1);
        return () -> zset.get().stream().map(t -> t.getElement() + " " + t.getScore()).toList();
      default:
        Response<List<StreamEntry>> entries =
            pipeline.xrange(key, (StreamEntryID) null, (StreamEntryID) null);
        Response<List<StreamGroupInfo>> groups = pipeline.xinfoGroups(key);
        return () -> stream(entries.get(), groups.get());
    }
  }

  private static String stream(List<StreamEntry> entries, List<StreamGroupInfo> groups) {
    return entries.stream()
            .map(e -> e.getID() + " " + e.getFields())
            .collect(Collectors.joining("; "))
        + groups.stream()
            .collect(
                Collectors.toMap(StreamGroupInfo::getName, StreamGroupInfo::getLastDeliveredId))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .toList();
  }
}
