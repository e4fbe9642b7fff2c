// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;

/** Reads the whole contents of keys in a form that is equal if the data is equal. */
final class Contents {
  private static final byte[] FIRST = bytes("0");
  private static final byte[] LAST = bytes("-1");

  private Contents() {}

  /** Returns the contents in the order of the keys, with null for a missing key. */
  static List<Object> of(Jedis jedis, List<byte[]> keys, List<String> types) {
    try (Pipeline pipeline = jedis.pipelined()) {
      List<Response<Object>> answers = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        answers.add(ask(pipeline, keys.get(i), types.get(i)));
      }
      pipeline.sync();
      List<Object> contents = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        contents.add(comparable(answers.get(i).get(), types.get(i)));
      }
      return contents;
    }
  }

  private static Response<Object> ask(Pipeline pipeline, byte[] key, String type) {
    return switch (type) {
      case "hash" -> pipeline.sendCommand(Command.HGETALL, key);
      case "list" -> pipeline.sendCommand(Command.LRANGE, key, FIRST, LAST);
      case "set" -> pipeline.sendCommand(Command.SMEMBERS, key);
      case "zset" -> pipeline.sendCommand(Command.ZRANGE, key, FIRST, LAST, bytes("WITHSCORES"));
      case "stream" -> pipeline.sendCommand(Command.XRANGE, key, bytes("-"), bytes("+"));
      // A missing key has the type "none" and takes the default: its DUMP is null.
      case "string" -> pipeline.sendCommand(Command.GET, key);
      default -> pipeline.sendCommand(Command.DUMP, key);
    };
  }

  private static Object comparable(Object answer, String type) {
    Object plain = plain(answer);
    if (!(plain instanceof List<?> list)) {
      return plain;
    }
    return switch (type) {
      case "set" -> new HashSet<>(list);
      case "hash" -> pairs(list);
      default -> list;
    };
  }

  private static Map<Object, Object> pairs(List<?> list) {
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i + 1 < list.size(); i += 2) {
      map.put(list.get(i), list.get(i + 1));
    }
    return map;
  }

  private static Object plain(Object answer) {
    if (answer instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    if (answer instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return answer;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
