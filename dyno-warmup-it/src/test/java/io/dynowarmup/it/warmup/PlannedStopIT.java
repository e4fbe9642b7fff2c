// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SortingParams;

/** A node that is stopped as planned fetches at its next start only what was written meanwhile. */
public class PlannedStopIT extends Scenario {
  private static final int COUNTERS = 100;
  private static final int RATE = Integer.getInteger("stop.rate", 600);

  private WarmedNode node;
  private String syncs;
  private String forks;

  /**
   * A cluster whose cold node was warmed by a replication, so that the source keeps its stream. The
   * process of the warm-up holds none, as if it were another one after the stop.
   */
  private void warmed(int keys) {
    warmed(keys, 0);
  }

  private void warmed(int keys, int streamBytes) {
    cluster();
    Filler.strings(source().redis(), keys, 100);
    node = warmup().set("reconcile.msec", 20_000).set("resume.stream.bytes", streamBytes);
    assertWarmed(node.atStartup());
    syncs = sourceStat("sync_full");
    forks = sourceStat("total_forks");
  }

  private String sourceStat(String name) {
    return source().redis().info("stats", name);
  }

  private String stop() {
    return node.engine().prepareStop("a test");
  }

  private void restartRedis() {
    cold().redis().stop();
    cold().redis().start();
  }

  private WriteLoad counting(int rate) {
    WriteLoad load = load(Workload.counters("c:", COUNTERS), rate);
    Await.until("writes flow", LIMIT, () -> load.acked() > rate / 2);
    return load;
  }

  private static void await(WriteLoad load, int writes) {
    long at = load.acked();
    Await.until("more writes", LIMIT, () -> load.acked() > at + writes);
  }

  private void assertNoSyncAtTheSource() {
    assertEquals(syncs, sourceStat("sync_full"));
    assertEquals(forks, sourceStat("total_forks"));
    assertEquals("0", source().redis().info("replication", "connected_slaves"));
  }

  /** Returns the counters of a node; the load has stopped. */
  private static List<String> counters(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      return jedis.mget(
          IntStream.range(0, COUNTERS).mapToObj(i -> "c:" + i).toArray(String[]::new));
    }
  }

  @Test
  public void countersAreExactAfterAStopUnderWrites() {
    warmed(3_000);
    assertExactAfterAStop("resume (auto: the source's stream reaches back");
  }

  @Test
  public void soTheyAreIfTheProcessHeldTheStream() {
    warmed(3_000, 10_000_000);
    assertExactAfterAStop("is held here");
  }

  /** The stop takes some seconds, and the source writes more meanwhile than its backlog holds. */
  @Test
  public void aProcessHoldsTheStreamFromTheOffsetOfTheStopOn() {
    warmed(1_000, 50_000_000);
    try (Jedis jedis = source().redis().client()) {
      jedis.configSet("repl-backlog-size", "400000");
    }
    WriteLoad load = load(Workload.versions("v:", 50, 1_000), 300);
    await(load, 300);
    assertSays("the next start resumes at offset", stop());
    await(load, 300);
    restartRedis();

    WarmupStatus end = node.byHand();

    load.stop();
    assertWarmed(end);
    assertSays("is held here", end.strategy().orElse(""));
    assertNoSyncAtTheSource();
    assertSame(cold(), source());
  }

  private void assertExactAfterAStop(String strategy) {
    WriteLoad load = counting(RATE);
    String said = stop();
    assertSays("the next start resumes at offset", said);
    assertSays("Redis has saved its data and can be stopped now", said);
    await(load, RATE);
    restartRedis();
    await(load, RATE);

    WarmupStatus end = node.byHand();

    await(load, RATE);
    LoadReport report = load.stop();
    assertEquals(report.toString(), report.sent(), report.acked());
    assertWarmed(end);
    System.out.println(said + "\n" + end.strategy() + " " + end.handOver());
    assertSays(strategy, end.strategy().orElse(""));
    assertNoSyncAtTheSource();
    Await.until(
        () -> counters(cold().redis()) + " of " + counters(source().redis()),
        LIMIT,
        () -> counters(cold().redis()).equals(counters(source().redis())));
    assertSame(cold(), source());
    assertServes(cold());
    assertTrue(notes().isEmpty());
    try (Jedis jedis = cold().redis().client()) {
      assertFalse(jedis.exists("__dyno_warmup:stop"));
      assertEquals("", jedis.configGet("masterauth").get("masterauth"));
    }
  }

  private WarmupStatus notResumed(String why) {
    WarmupStatus end = node.byHand();
    assertWarmed(end);
    System.out.println(end.strategy() + " " + end.warnings());
    assertFalse(end.strategy().toString(), end.strategy().orElse("").startsWith("resume"));
    assertSays("the planned stop is not resumed: ", end.warnings().toString());
    assertSays(why, end.warnings().toString());
    assertSame(cold(), source());
    assertServes(cold());
    assertTrue(notes().isEmpty());
    return end;
  }

  private void write(String key) {
    try (Jedis client = Checks.client(source().dynomite().client())) {
      assertEquals("OK", client.set(key, "x"));
    }
  }

  @Test
  public void aStreamThatDoesNotReachBackIsNotResumed() {
    warmed(2_000);
    stop();
    restartRedis();
    try (Jedis jedis = source().redis().client()) {
      jedis.configSet("repl-backlog-size", "16384");
    }
    Filler.types(source().redis(), 200);
    WarmupStatus end = notResumed("keeps its replication stream no longer than from offset");
    assertSays("delta", end.strategy().orElse(""));
    assertNoSyncAtTheSource();
  }

  /** As after a restart. Redis 7.0 and newer keep the replication id in a dump. */
  @Test
  public void aSourceWithAnotherReplicationIdIsNotResumed() {
    warmed(500);
    stop();
    write("during the stop");
    restartRedis();
    try (Jedis jedis = source().redis().client()) {
      jedis.sendCommand(() -> "DEBUG".getBytes(StandardCharsets.US_ASCII), "CHANGE-REPL-ID");
    }
    assertSays(
        "delta", notResumed("has another replication id than at the stop").strategy().orElse(""));
  }

  @Test
  public void aDamagedNoteIsNotUsed() throws IOException {
    warmed(500);
    stop();
    write("during the stop");
    restartRedis();
    byte[] note = Files.readAllBytes(notes().get(0));
    note[note.length - 3] ^= 1;
    Files.write(notes().get(0), note);
    notResumed("the note of the stop is damaged");
  }

  @Test
  public void dataThatIsNotThatOfTheStopIsNotResumed() throws IOException {
    warmed(500);
    stop();
    write("during the stop");
    cold().redis().stop();
    Files.delete(cold().redis().dir().resolve("dump.rdb"));
    cold().redis().start();
    assertSays(
        "replication",
        notResumed("the data in Redis is not that of the stop").strategy().orElse(""));
  }

  @Test
  public void aRedisThatWasWrittenToIsNotResumed() {
    warmed(500);
    stop();
    restartRedis();
    try (Jedis jedis = cold().redis().client()) {
      jedis.incr("counter");
      jedis.del("counter");
    }
    notResumed("Redis was written to since it has loaded its data (2 changes)");
  }

  @Test
  public void aDynomiteThatServesHasPassedWritesOn() {
    warmed(500);
    stop();
    restartRedis();
    cold().dynomite().adminClient().set("normal");
    notResumed("Dynomite was NORMAL already");
  }

  @Test
  public void aStopIsUndoneByARun() {
    warmed(500);
    stop();
    write("during the stop");
    WarmupStatus end = node.byHand();
    assertWarmed(end);
    assertSays("resume", end.strategy().orElse(""));
    assertSame(cold(), source());
    assertNoSyncAtTheSource();
    assertServes(cold());
    restartRedis();
    WarmupStatus later = node.byHand();
    assertWarmed(later);
    assertFalse(later.warnings().toString(), later.warnings().toString().contains("planned stop"));
  }

  @Test
  public void withoutANoteThereIsNothingToResumeByHand() {
    warmed(100);
    restartRedis();
    WarmupStatus end = node.set("strategy", "resume").byHand();
    Checks.assertEnded(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, end);
    assertSays("there is nothing to resume", end.reason());
    assertServes(cold());
  }

  /** Types whose commands must not run twice, on keys that are written all the time. */
  @Test
  public void everyTypeIsExactAfterAStop() throws InterruptedException {
    warmed(500);
    assertExactAfterAStop(PlannedStopIT::writeAllTypes, 200);
  }

  /** More than one script reads at a time at the source. */
  @Test
  public void largeKeysAreExactAfterAStop() throws InterruptedException {
    warmed(500);
    try (Jedis jedis = source().redis().client()) {
      jedis.configSet("repl-backlog-size", String.valueOf(64 * 1024 * 1024));
    }
    String value = "v".repeat(50_000);
    assertExactAfterAStop(
        (client, i) -> {
          if (i < 400) {
            client.set("large:" + i % 40, i + value);
          } else {
            client.incr("number");
          }
        },
        10);
  }

  /** The keys of the stop have a wrong value here until they are corrected. */
  @Test
  public void keysThatGetTheirValueFromOneOfTheStopAreExact() throws InterruptedException {
    warmed(500);
    assertExactAfterAStop(PlannedStopIT::writeAllTypes, 200, PlannedStopIT::spread);
  }

  private static void spread(Jedis source) {
    for (int i = 0; i < 7; i++) {
      String n = ":" + i;
      source.zunionstore("scores" + n, "zset" + n);
      source.sort("list" + n, new SortingParams().alpha(), "sorted" + n);
      source.rename("text" + n, "moved" + n);
      source.zunionstore("scores of scores" + n, "scores" + n);
    }
  }

  private void assertExactAfterAStop(BiConsumer<Jedis, Integer> write, int writes)
      throws InterruptedException {
    assertExactAfterAStop(write, writes, source -> {});
  }

  /**
   * @param after writes to the source before the node is started again
   */
  private void assertExactAfterAStop(
      BiConsumer<Jedis, Integer> write, int writes, Consumer<Jedis> after)
      throws InterruptedException {
    AtomicBoolean end = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    Thread writer = new Thread(() -> write(write, end, written));
    writer.start();
    try {
      Await.until("writes", LIMIT, () -> written.get() > writes);
      assertSays("the next start resumes at offset", stop());
      long at = written.get();
      Await.until("writes during the stop", LIMIT, () -> written.get() > at + writes);
    } finally {
      end.set(true);
      writer.join();
    }
    try (Jedis jedis = source().redis().client()) {
      after.accept(jedis);
    }
    restartRedis();
    WarmupStatus last = node.byHand();
    assertWarmed(last);
    assertSays("resume", last.strategy().orElse(""));
    assertSame(cold(), source());
    assertNoSyncAtTheSource();
  }

  private void write(BiConsumer<Jedis, Integer> write, AtomicBoolean end, AtomicLong written) {
    try (Jedis client = Checks.client(source().dynomite().client())) {
      for (int i = 0; !end.get(); i++) {
        write.accept(client, i);
        written.incrementAndGet();
      }
    }
  }

  private static void writeAllTypes(Jedis client, int i) {
    String n = ":" + i % 7;
    client.incrBy("number" + n, i);
    client.rpush("list" + n, "e" + i);
    client.append("text" + n, "x" + i);
    client.hincrBy("hash" + n, "f" + i % 3, i);
    client.zincrby("zset" + n, i, "m" + i % 3);
    client.set("plain" + n, "v" + i);
    if (i % 50 == 0) {
      client.del("list" + n);
    }
  }

  @Test
  public void aSecondStopKeepsTheNoteOfTheFirst() {
    warmed(500);
    stop();
    write("during the stop");
    assertSays("resumes where the node was stopped before, at offset", stop());
    restartRedis();
    WarmupStatus end = node.byHand();
    assertWarmed(end);
    assertSays("resume", end.strategy().orElse(""));
    assertSame(cold(), source());
    assertNoSyncAtTheSource();
  }

  /** The node takes writes between both stops, and lacks those of the first one. */
  @Test
  public void aSecondStopAfterWritesNotesNothing() {
    warmed(500);
    stop();
    write("during the stop");
    cold().dynomite().adminClient().set("normal");
    assertSays("the node was not known to be warm when the stop began", stop());
    restartRedis();
    notResumed("the node was not known to be warm when the stop began");
  }

  private List<Path> notes() {
    try (Stream<Path> files = Files.list(node.directory())) {
      return files.filter(f -> f.toString().endsWith(".stop")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
