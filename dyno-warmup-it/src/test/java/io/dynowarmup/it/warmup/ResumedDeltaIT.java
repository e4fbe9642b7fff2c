// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A delta was killed. At its restart, the data is not what it left. */
public class ResumedDeltaIT extends Scenario {
  private static final int KEYS = 20_000;
  private static final String SLOW = "2000";

  private TempDir dir;

  @Before
  public void killed() throws Exception {
    cluster(c -> c);
    for (RedisServer redis : new RedisServer[] {source().redis(), cold().redis()}) {
      Filler.strings(redis, KEYS, 20);
    }
    try (Jedis there = source().redis().client()) {
      for (int i = 0; i < KEYS; i += 50) {
        there.set("key:" + i, "newer");
      }
    }
    dir = closeLater(TempDir.create("killed-delta"));
    try (OtherProgram other =
        OtherProgram.start(
            cold(), state().toString(), "strategy=delta", "delta.keys.per.second=" + SLOW)) {
      Await.until(
          () -> "it has noted where it is; it says:\n" + other.log(),
          LIMIT,
          () -> Files.exists(cursor()));
      other.kill();
    }
    assertEquals("RESUMING", cold().dynomite().adminClient().state());
  }

  private Path state() {
    return dir.file("state");
  }

  private Path cursor() {
    return dir.file("state.cursor");
  }

  private WarmedNode again() {
    return warmup().set("strategy", "delta").set("state.file", state());
  }

  private void sourceComesBackWith(int keys) {
    source().redis().kill();
    source().redis().start();
    Filler.strings(source().redis(), keys, 20);
    assertEquals(keys, source().redis().keys());
  }

  /** Returns all keys and values except those of the warm-up itself. */
  private Map<String, String> held() {
    try (Jedis jedis = cold().redis().client()) {
      List<String> keys =
          jedis.keys("*").stream().filter(k -> !k.startsWith("__dyno_warmup:")).sorted().toList();
      List<String> values = jedis.mget(keys.toArray(new String[0]));
      Map<String, String> held = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        held.put(keys.get(i), values.get(i));
      }
      return held;
    }
  }

  private void assertRefused(String why, WarmedNode node) {
    Map<String, String> before = held();

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays(why, end.candidates().toString());
    assertTrue("this node holds what it held", before.equals(held()));
    assertEquals(KEYS, before.size());
    assertServes(cold());
  }

  @Test
  public void itResumesAtItsCursor() {
    WarmupStatus end = again().atStartup();

    assertWarmed(end);
    assertSays("resuming after", end.warnings().toString());
    assertSame(cold(), source());
  }

  @Test
  public void aSourceThatHasComeBackEmptyIsRefusedAndNothingIsRemoved() {
    sourceComesBackWith(0);
    assertRefused("is empty, while this node has " + KEYS + " keys", again());
  }

  @Test
  public void alsoByForce() {
    sourceComesBackWith(0);
    assertRefused("is empty, while this node has " + KEYS + " keys", again().set("force", true));
  }

  @Test
  public void aSourceThatHasLostMostOfItIsRefusedAndNothingIsRemoved() {
    sourceComesBackWith(KEYS / 3);
    assertRefused("fewer than half of the " + KEYS + " of this node", again());
  }

  /** The process and the cursor are the same, so only the number of keys shows the change. */
  @Test
  public void aSourceThatWasEmptiedMeanwhileIsRefusedAndNothingIsRemoved() {
    try (Jedis there = source().redis().client()) {
      there.flushAll();
    }
    assertRefused("is empty, while this node has " + KEYS + " keys", again());
  }

  @Test
  public void aSourceThatComesBackEmptyDuringTheResumedRunIsLeftAndNothingIsRemoved() {
    WarmedNode node = again().set("delta.keys.per.second", SLOW);
    node.engine().start(WarmupRequest.atStartup());
    node.awaitPhase(WarmupPhase.TRANSFER);
    long at = node.engine().status().progress().bytesDone().orElse(-1);
    Await.until(
        () -> "it continues: " + node.engine().status().progress(),
        LIMIT,
        () -> node.engine().status().progress().bytesDone().orElse(-1) > at);
    sourceComesBackWith(0);

    WarmupStatus end = node.end();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    Await.until(
        "all keys are here, and the markers have expired",
        LIMIT,
        () -> cold().redis().keys() == KEYS);
    assertServes(cold());
  }

  @Test
  public void aCursorThatIsDamagedIsSaidAndItStartsOver() throws IOException {
    byte[] cursor = Files.readAllBytes(cursor());
    cursor[cursor.length / 2] ^= 1;
    Files.write(cursor(), cursor);
    assertStartsOver("is damaged (its checksum does not match its content)");
  }

  @Test
  public void aForeignFileInItsPlaceIsReportedAndItStartsOver() throws IOException {
    Files.writeString(cursor(), "[client]\nuser = root\n");
    assertStartsOver("is damaged (it does not begin as a checkpoint does)");
  }

  private void assertStartsOver(String why) {
    WarmupStatus end = again().atStartup();

    assertWarmed(end);
    assertSays("starting over after", end.warnings().toString());
    assertSays(why, end.warnings().toString());
    assertSame(cold(), source());
    assertFalse("nothing is left of it", Files.exists(cursor()));
  }
}
