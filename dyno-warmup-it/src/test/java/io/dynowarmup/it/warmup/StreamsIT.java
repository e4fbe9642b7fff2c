// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;

/** The pending entries of consumers are part of a stream, however large it is. */
@EveryRedis
public class StreamsIT extends Scenario {
  private static final int ENTRIES = 3_000;

  private WarmedNode delta() {
    return warmup().set("strategy", "delta").set("force", true);
  }

  private static void add(Jedis jedis, String key, int from, int to, int bytes) {
    Pipeline pipeline = jedis.pipelined();
    for (int i = from; i <= to; i++) {
      pipeline.sendCommand(
          Command.XADD, key, i + "-1", "n", String.valueOf(i), "text", "x".repeat(bytes));
    }
    pipeline.sync();
  }

  private static void read(Jedis jedis, String key, String group, String consumer, int count) {
    jedis.sendCommand(
        Command.XREADGROUP,
        "GROUP",
        group,
        consumer,
        "COUNT",
        String.valueOf(count),
        "STREAMS",
        key,
        ">");
  }

  private static void consumed(Jedis jedis, String key) {
    add(jedis, key, 1, ENTRIES, 2_000);
    for (String group : new String[] {"a", "b group", "c"}) {
      jedis.sendCommand(Command.XGROUP, "CREATE", key, group, "0");
    }
    read(jedis, key, "a", "first", 1_300);
    read(jedis, key, "a", "second", 700);
    read(jedis, key, "b group", "first", 20);
    jedis.sendCommand(Command.XGROUP, "CREATECONSUMER", key, "c", "idle");
    for (int i = 5; i < 300; i++) {
      jedis.sendCommand(Command.XACK, key, "a", i + "-1");
    }
    // Delivers two entries again.
    jedis.sendCommand(Command.XCLAIM, key, "a", "second", "0", "400-1", "401-1");
    // Deletes pending entries: the first ones, more than a page in the middle, and the last one.
    jedis.sendCommand(Command.XTRIM, key, "MAXLEN", String.valueOf(ENTRIES - 10));
    for (int i = 500; i < 1_200; i++) {
      jedis.sendCommand(Command.XDEL, key, i + "-1");
    }
    jedis.sendCommand(Command.XDEL, key, ENTRIES + "-1");
  }

  /** Returns everything that Redis reports about a stream, except times. */
  private static String all(RackNode node, String key) {
    List<String> all = new ArrayList<>();
    try (Jedis jedis = node.redis().client()) {
      TreeMap<String, String> stream = fields(jedis.sendCommand(Command.XINFO, "STREAM", key));
      stream
          .keySet()
          .retainAll(
              List.of(
                  "length",
                  "last-generated-id",
                  "entries-added",
                  "max-deleted-entry-id",
                  "groups"));
      all.add(stream.toString());
      for (Object group : (List<?>) jedis.sendCommand(Command.XINFO, "GROUPS", key)) {
        TreeMap<String, String> fields = fields(group);
        all.add(fields.toString());
        String name = fields.get("name");
        for (Object consumer : (List<?>) jedis.sendCommand(Command.XINFO, "CONSUMERS", key, name)) {
          TreeMap<String, String> of = fields(consumer);
          all.add(of.get("name") + " has " + of.get("pending"));
        }
        for (Object one :
            (List<?>) jedis.sendCommand(Command.XPENDING, key, name, "-", "+", "100000")) {
          List<?> p = (List<?>) one;
          all.add(text(p.get(0)) + " " + text(p.get(1)) + " " + p.get(3));
        }
      }
      all.add(
          "entries "
              + Arrays.deepHashCode(
                  new Object[] {text(jedis.sendCommand(Command.XRANGE, key, "-", "+"))}));
    }
    return String.join("\n", all);
  }

  private static TreeMap<String, String> fields(Object list) {
    TreeMap<String, String> fields = new TreeMap<>();
    List<?> flat = (List<?>) list;
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      fields.put(text(flat.get(i)), text(flat.get(i + 1)));
    }
    return fields;
  }

  private static String text(Object value) {
    if (value instanceof List) {
      StringBuilder all = new StringBuilder();
      ((List<?>) value).forEach(v -> all.append(text(v)).append(','));
      return all.toString();
    }
    return value instanceof byte[]
        ? new String((byte[]) value, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }

  @Test
  public void aLargeOneArrivesWithWhatIsPending() {
    cluster();
    try (Jedis there = source().redis().client();
        Jedis here = cold().redis().client()) {
      consumed(there, "large");
      add(here, "large", 1, 100, 2_000);
      add(there, "small", 1, 100, 10);
      add(here, "small", 1, 100, 10);
    }

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    assertEquals(all(source(), "large"), all(cold(), "large"));
    assertEquals(0, verified().differences());
  }

  /** Both sides hold the same entries and the same groups. */
  @Test
  public void whatIsPendingIsCompared() {
    cluster();
    for (RackNode node : new RackNode[] {source(), cold()}) {
      try (Jedis jedis = node.redis().client()) {
        consumed(jedis, "large");
        for (int i = 0; i < 2; i++) {
          String key = "small" + i;
          add(jedis, key, 1, 100, 10);
          jedis.sendCommand(Command.XGROUP, "CREATE", key, "a", "0");
          read(jedis, key, "a", "first", 50);
        }
      }
    }
    assertEquals(0, verified().differences());
    try (Jedis there = source().redis().client()) {
      there.sendCommand(Command.XACK, "large", "a", "1900-1");
      there.sendCommand(Command.XACK, "small0", "a", "7-1");
      there.sendCommand(Command.XCLAIM, "small1", "a", "second", "0", "8-1", "9-1");
    }
    assertNotEquals(all(source(), "large"), all(cold(), "large"));
    VerifyReport found = verified();
    assertEquals(found.text(), 3, found.differences());
    assertSays("small0", found.text());

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    for (String key : new String[] {"large", "small0", "small1"}) {
      assertEquals(all(source(), key), all(cold(), key));
    }
  }
}
