// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * Vector sets: Redis 8 ({@code -Dredis.binaries=}). Equal ones differ in their DUMP, which depends
 * on the order in which the elements were added.
 */
@EveryRedis
public class VectorSetsIT extends Scenario {
  private static final ProtocolCommand VADD = () -> bytes("VADD");
  private static final ProtocolCommand VCARD = () -> bytes("VCARD");
  private static final int SETS = 20;

  /** A vector set with more than 200 elements is compared by its size. */
  private static final int LARGE = 250;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Before
  public void whereTheyAreKnown() {
    cluster();
    try (Jedis jedis = source().redis().client()) {
      List<?> known = (List<?>) jedis.sendCommand(Command.COMMAND, "INFO", "VADD");
      assumeTrue("this server has no vector sets", known.get(0) != null);
    }
  }

  private static void add(RackNode node, String key, int from, int to) {
    try (Jedis jedis = node.redis().client()) {
      Pipeline pipeline = jedis.pipelined();
      for (int i = from; i < to; i++) {
        pipeline.sendCommand(VADD, key, "VALUES", "3", "" + i % 7, "" + i % 11, "1", "e" + i);
      }
      pipeline.sync();
    }
  }

  private static long elements(RackNode node, String key) {
    try (Jedis jedis = node.redis().client()) {
      return (Long) jedis.sendCommand(VCARD, key);
    }
  }

  private void fill(RackNode node) {
    for (int i = 0; i < SETS; i++) {
      add(node, "small" + i, 0, 20);
      add(node, "large" + i, 0, LARGE);
    }
  }

  @Test
  public void aReplicationOfThemIsProven() {
    fill(source());
    WarmupStatus end = warmup().set("strategy", "replication").byHand();
    assertWarmed(end);
    assertSays("by size only", end.proof().text());
    assertEquals(LARGE, elements(cold(), "large0"));
  }

  @Test
  public void aDeltaCopiesWhatItCannotCompareOnce() {
    fill(source());
    fill(cold());
    add(source(), "small1", 20, 21);
    add(source(), "large1", LARGE, LARGE + 1);
    add(cold(), "small2", 20, 21);
    add(source(), "missing", 0, LARGE);
    assertWarmed(warmup().set("strategy", "delta").set("force", true).byHand());
    assertEquals(21, elements(cold(), "small1"));
    assertEquals(20, elements(cold(), "small2"));
    assertEquals(LARGE + 1, elements(cold(), "large1"));
    assertEquals(LARGE, elements(cold(), "missing"));
    assertEquals(0, verified().differences());
  }

  /** Each element of a huge one takes 4 KiB. */
  private static void addHuge(RackNode node, String key) {
    try (Jedis jedis = node.redis().client()) {
      Pipeline pipeline = jedis.pipelined();
      for (int i = 0; i < 1_200; i++) {
        byte[] vector = new byte[4 * 1024];
        Arrays.fill(vector, (byte) (1 + i % 100));
        pipeline.sendCommand(
            VADD, bytes(key), bytes("FP32"), vector, bytes("e" + i), bytes("NOQUANT"));
      }
      pipeline.syncAndReturnAll().forEach(answer -> assertEquals(1L, answer));
    }
  }

  /** Its DUMP would keep the source busy for too long. */
  @Test
  public void aDeltaNamesThoseThatAreTooLargeToRead() {
    fill(source());
    addHuge(source(), "huge:there");
    addHuge(source(), "huge:both");
    addHuge(cold(), "huge:both");
    addHuge(cold(), "huge:here");

    WarmupStatus end = warmup().set("strategy", "delta").set("force", true).byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("3 keys of modules take more than 4 MiB", end.reason());
    for (String key : List.of("huge:there", "huge:both", "huge:here")) {
      assertSays(key + " (vectorset)", end.reason());
    }
    assertEquals(0, elements(cold(), "huge:there"));
    assertEquals(LARGE, elements(cold(), "large" + (SETS - 1)));

    WarmedNode node = warmup();
    node.engine().verify("full");
    Await.until(
        "the end", LIMIT, () -> node.engine().verification().state() == VerifyReport.State.FAILED);
    assertSays("3 keys of modules take more than 4 MiB", node.engine().verification().text());
  }

  @Test
  public void aVerificationFindsThoseThatDiffer() {
    fill(source());
    fill(cold());
    add(source(), "small1", 20, 21);
    add(source(), "large1", LARGE, LARGE + 1);
    assertEquals(2, verified().differences());
  }
}
