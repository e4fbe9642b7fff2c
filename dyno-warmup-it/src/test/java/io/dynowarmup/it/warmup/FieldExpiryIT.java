// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Before;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/** Hash fields that expire: Redis 7.4 and newer, Valkey 9 ({@code -Dredis.binaries=}). */
@EveryRedis
public class FieldExpiryIT extends Scenario {
  private static final int FIELDS = 5_000;
  private static final long HOUR = 3_600_000;

  /** A moment in 2100: both nodes hold the same expiry, however slowly they are filled. */
  private static final long DISTANT = 4_102_444_800_000L;

  private static final ProtocolCommand HPEXPIRE = () -> bytes("HPEXPIRE");
  private static final ProtocolCommand HPEXPIREAT = () -> bytes("HPEXPIREAT");
  private static final ProtocolCommand HPEXPIRETIME = () -> bytes("HPEXPIRETIME");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Before
  public void whereTheyAreKnown() {
    cluster();
    try (Jedis jedis = source().redis().client()) {
      List<?> known = (List<?>) jedis.sendCommand(Command.COMMAND, "INFO", "HPEXPIRE");
      assumeTrue("this server has no field expiries", known.get(0) != null);
    }
  }

  private static void hash(RackNode node, String key, int fields) {
    try (Jedis jedis = node.redis().client()) {
      Pipeline pipeline = jedis.pipelined();
      for (int i = 0; i < fields; i++) {
        pipeline.hset(key, "f" + i, "value " + i);
      }
      pipeline.sync();
    }
  }

  private static void expire(RackNode node, String key, int every, int fields, long millis) {
    expire(HPEXPIRE, node, key, every, fields, millis);
  }

  private static void expireAt(RackNode node, String key, int every, int fields, long millis) {
    expire(HPEXPIREAT, node, key, every, fields, millis);
  }

  private static void expire(
      ProtocolCommand command, RackNode node, String key, int every, int fields, long millis) {
    try (Jedis jedis = node.redis().client()) {
      Pipeline pipeline = jedis.pipelined();
      for (int i = 0; i < fields; i += every) {
        pipeline.sendCommand(command, key, String.valueOf(millis), "FIELDS", "1", "f" + i);
      }
      pipeline.sync();
    }
  }

  private static Map<String, Long> times(RackNode node, String key) {
    Map<String, Long> times = new TreeMap<>();
    try (Jedis jedis = node.redis().client()) {
      for (String field : jedis.hkeys(key)) {
        List<?> time = (List<?>) jedis.sendCommand(HPEXPIRETIME, key, "FIELDS", "1", field);
        times.put(field, (Long) time.get(0));
      }
    }
    return times;
  }

  private static long fields(RackNode node, String key) {
    try (Jedis jedis = node.redis().client()) {
      return jedis.hlen(key);
    }
  }

  @Test
  public void aDeltaBringsThem() {
    for (RackNode node : new RackNode[] {source(), cold()}) {
      hash(node, "plain", 20);
      hash(node, "small", 20);
      hash(node, "middle", 1_000);
      hash(node, "large", FIELDS);
      hash(node, "apart", 100);
    }
    // This node does not have these expiries: it was away when they were set.
    expire(source(), "small", 3, 20, HOUR);
    expire(source(), "middle", 7, 1_000, HOUR);
    expire(source(), "large", 5, FIELDS, HOUR);
    hash(source(), "missing", FIELDS);
    expire(source(), "missing", 2, FIELDS, HOUR);
    // Both sides have these expiries, as after a command that reaches one 0.2 s later.
    expireAt(source(), "apart", 1, 100, DISTANT);
    expireAt(cold(), "apart", 1, 100, DISTANT + 200);
    VerifyReport found = verified();
    assertEquals(found.text(), 4, found.differences());
    assertSays("fields expire", found.text());

    assertWarmed(warmup().set("strategy", "delta").set("force", true).byHand());

    for (String key : new String[] {"plain", "small", "middle", "large", "missing"}) {
      assertEquals(key, times(source(), key), times(cold(), key));
    }
    assertEquals(0, verified().differences());
  }

  /** The refusal is permanent: the run does not repeat the call until the budget is spent. */
  @Test
  public void aUserWhoMayNotReadThemIsRefusedAtOnce() {
    for (RackNode node : new RackNode[] {source(), cold()}) {
      hash(node, "large", FIELDS);
    }
    expire(source(), "large", 5, FIELDS, HOUR);
    try (Jedis jedis = source().redis().client()) {
      jedis.aclSetUser("default", "-hpexpiretime");
    }
    WarmupStatus end = warmup().set("strategy", "delta").set("force", true).byHand();
    assertEquals(end.reason(), Optional.of(Reason.NOPERM), end.reasonCode());
    assertTrue(end.elapsedMillis() + " ms", end.elapsedMillis() < 20_000);
    assertEquals(FIELDS, fields(cold(), "large"));
  }

  /** Expiries with another time or on another field. */
  @Test
  public void otherTimesAreFound() {
    for (RackNode node : new RackNode[] {source(), cold()}) {
      for (String key : new String[] {"time", "never", "other", "large"}) {
        int fields = key.equals("large") ? FIELDS : 20;
        hash(node, key, fields);
        expireAt(node, key, 2, fields, DISTANT);
      }
    }
    assertEquals(0, verified().differences());
    try (Jedis jedis = source().redis().client()) {
      jedis.sendCommand(HPEXPIREAT, "time", String.valueOf(DISTANT + HOUR), "FIELDS", "1", "f4");
      jedis.sendCommand(() -> bytes("HPERSIST"), "never", "FIELDS", "1", "f4");
      jedis.sendCommand(() -> bytes("HPERSIST"), "other", "FIELDS", "1", "f4");
      jedis.sendCommand(HPEXPIREAT, "other", String.valueOf(DISTANT), "FIELDS", "1", "f5");
    }
    expireAt(source(), "large", 100, FIELDS, DISTANT + 24 * HOUR);
    VerifyReport found = verified();
    assertEquals(found.text(), 4, found.differences());

    assertWarmed(warmup().set("strategy", "delta").set("force", true).byHand());

    for (String key : new String[] {"time", "never", "other", "large"}) {
      assertEquals(key, times(source(), key), times(cold(), key));
    }
  }

  /** The fields are gone at the source and must not stay on this node. */
  @Test
  public void fieldsThatExpireInTheMeantime() {
    for (RackNode node : new RackNode[] {source(), cold()}) {
      hash(node, "short", 20);
      hash(node, "long", FIELDS);
    }
    expire(source(), "short", 2, 20, 3_000);
    expire(source(), "long", 2, FIELDS, 3_000);

    assertWarmed(warmup().set("strategy", "delta").set("force", true).byHand());

    for (String key : new String[] {"short", "long"}) {
      Await.until(
          key,
          LIMIT,
          () ->
              times(source(), key).equals(times(cold(), key))
                  && times(cold(), key).values().stream().noneMatch(t -> t > 0));
    }
    assertEquals(0, verified().differences());
  }
}
