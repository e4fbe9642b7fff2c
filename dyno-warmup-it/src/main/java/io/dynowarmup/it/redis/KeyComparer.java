// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Compares two Redis key by key, by type and contents. Does not use DUMP, because equal data can
 * have different payloads. A million strings take a few seconds.
 */
public final class KeyComparer {
  private static final int BATCH = 2_000;
  private static final int MOST_EXAMPLES = 5;

  private final RedisServer here;
  private final RedisServer there;
  private final List<String> ignored;
  private final Set<String> missingHere = new LinkedHashSet<>();
  private final Set<String> missingThere = new LinkedHashSet<>();
  private final Set<String> different = new LinkedHashSet<>();

  private KeyComparer(RedisServer here, RedisServer there, List<String> ignored) {
    this.here = here;
    this.there = there;
    this.ignored = ignored;
  }

  /**
   * Compares all keys of database 0, except those in which a warm-up describes its own node.
   *
   * @param ignoredPrefixes keys with one of these prefixes do not count
   */
  public static KeyDifference compare(
      RedisServer here, RedisServer there, String... ignoredPrefixes) {
    return new KeyComparer(here, there, List.of(ignoredPrefixes)).compare();
  }

  private KeyDifference compare() {
    try (Jedis first = here.client();
        Jedis second = there.client()) {
      long keysHere = scan(first, keys -> contents(first, second, keys));
      long keysThere = scan(second, keys -> existence(first, keys));
      return new KeyDifference(
          keysHere,
          keysThere,
          missingHere.size(),
          missingThere.size(),
          different.size(),
          examples());
    }
  }

  private interface Batch {
    void check(List<byte[]> keys);
  }

  private long scan(Jedis jedis, Batch batch) {
    ScanParams params = new ScanParams().count(BATCH);
    byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    long keys = 0;
    do {
      ScanResult<byte[]> result = jedis.scan(cursor, params);
      List<byte[]> counted = result.getResult().stream().filter(this::counts).toList();
      if (!counted.isEmpty()) {
        batch.check(counted);
      }
      keys += counted.size();
      cursor = result.getCursorAsBytes();
    } while (!new String(cursor, StandardCharsets.US_ASCII).equals("0"));
    return keys;
  }

  private boolean counts(byte[] key) {
    String name = text(key);
    return !RedisServer.OWN_KEYS.contains(name) && ignored.stream().noneMatch(name::startsWith);
  }

  /**
   * Compares strings by MGET. Keys without a string value on both sides are then compared by type.
   */
  private void contents(Jedis first, Jedis second, List<byte[]> keys) {
    byte[][] names = keys.toArray(new byte[0][]);
    List<byte[]> ours = first.mget(names);
    List<byte[]> theirs = second.mget(names);
    List<byte[]> others = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (ours.get(i) == null || theirs.get(i) == null) {
        others.add(names[i]);
      } else if (!Arrays.equals(ours.get(i), theirs.get(i))) {
        different.add(text(names[i]));
      }
    }
    compareByType(first, second, others);
  }

  private void compareByType(Jedis first, Jedis second, List<byte[]> keys) {
    List<String> types = types(first, keys);
    List<String> theirTypes = types(second, keys);
    List<Object> ours = Contents.of(first, keys, types);
    List<Object> theirs = Contents.of(second, keys, theirTypes);
    for (int i = 0; i < keys.size(); i++) {
      String key = text(keys.get(i));
      if (theirTypes.get(i).equals("none")) {
        missingThere.add(key);
      } else if (!types.get(i).equals(theirTypes.get(i))
          || !Objects.equals(ours.get(i), theirs.get(i))) {
        different.add(key);
      }
    }
  }

  private static List<String> types(Jedis jedis, List<byte[]> keys) {
    try (Pipeline pipeline = jedis.pipelined()) {
      List<Response<String>> types = keys.stream().map(pipeline::type).toList();
      pipeline.sync();
      return types.stream().map(Response::get).toList();
    }
  }

  private void existence(Jedis first, List<byte[]> keys) {
    if (first.exists(keys.toArray(new byte[0][])) == keys.size()) {
      return;
    }
    try (Pipeline pipeline = first.pipelined()) {
      List<Response<Boolean>> exist = keys.stream().map(pipeline::exists).toList();
      pipeline.sync();
      for (int i = 0; i < keys.size(); i++) {
        if (!exist.get(i).get()) {
          missingHere.add(text(keys.get(i)));
        }
      }
    }
  }

  private List<String> examples() {
    List<String> examples = new ArrayList<>();
    add(examples, missingHere, " is missing here");
    add(examples, missingThere, " is missing there");
    add(examples, different, " is different");
    return examples;
  }

  private static void add(List<String> examples, Set<String> keys, String what) {
    keys.stream().limit(MOST_EXAMPLES).forEach(key -> examples.add(key + what));
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }
}
