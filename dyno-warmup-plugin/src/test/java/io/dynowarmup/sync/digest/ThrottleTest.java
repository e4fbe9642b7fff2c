// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.ManualTime;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;

public class ThrottleTest {
  private static final long WAY = micros(60);
  private final ManualTime time = new ManualTime();
  private Throttle throttle;
  private long reads;

  @Before
  public void noBoundOfASecond() {
    throttle = throttle(10_000_000, Long.MAX_VALUE);
  }

  private Throttle throttle(long keysPerSecond, long bytesPerSecond) {
    return new Throttle(time, time, CancelSignal.never(), keysPerSecond, bytesPerSecond);
  }

  private static long micros(long micros) {
    return TimeUnit.MICROSECONDS.toNanos(micros);
  }

  /** Runs a script over the next batch; each key takes this long. */
  private int script(long nanosOfKey) throws InterruptedException {
    return script(WAY, nanosOfKey);
  }

  private int script(long way, long nanosOfKey) throws InterruptedException {
    int keys = throttle.batch(Work.DIGEST);
    return throttle.script(
        Work.DIGEST,
        keys,
        () -> {
          time.advanceNanos(way + keys * nanosOfKey);
          return keys;
        });
  }

  private void settle(long nanosOfKey) throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      script(nanosOfKey);
    }
  }

  /** Asserts the number of keys per script once each is known to take 5 microseconds. */
  private void assertSettles(int keys) throws InterruptedException {
    settle(micros(5));
    assertEquals(keys, throttle.batch(Work.DIGEST));
  }

  private void probe(long nanos) throws InterruptedException {
    throttle.probe(() -> time.advanceNanos(nanos));
  }

  /** Adds packets of other clients over half a second. */
  private void others(int packets) {
    throttle.updateLoad(RedisInfo.parse("total_reads_processed:" + reads + "\r\n"));
    reads += packets;
    time.advance(500);
    throttle.updateLoad(RedisInfo.parse("total_reads_processed:" + reads + "\r\n"));
  }

  @Test
  public void aScriptTakesThirtyMicrosecondsWhereOthersUseTheServer() throws Exception {
    probe(WAY);
    others(500);
    assertSettles(6);
  }

  @Test
  public void aServerCountsAsBusyUntilItIsKnown() throws Exception {
    probe(WAY);
    assertSettles(6);
  }

  @Test
  public void aServerThatHadNothingToDoIsNotBusyAtFirst() throws Exception {
    probe(WAY);
    throttle.updateLoad(
        RedisInfo.parse("total_reads_processed:9\r\ninstantaneous_ops_per_sec:199\r\n"));
    assertSettles(400);
  }

  @Test
  public void aServerThatHadCommandsIsBusyAtFirst() throws Exception {
    probe(WAY);
    throttle.updateLoad(
        RedisInfo.parse("total_reads_processed:9\r\ninstantaneous_ops_per_sec:200\r\n"));
    assertSettles(6);
  }

  @Test
  public void aScriptTakesTwoMillisecondsOnAnIdleServer() throws Exception {
    probe(WAY);
    others(10);
    assertSettles(400);
  }

  @Test
  public void aScriptIsShortWhereOthersUseThisNode() throws Exception {
    probe(WAY);
    others(10);
    throttle.updateLoadHere(RedisInfo.parse("total_reads_processed:0\r\n"));
    time.advance(500);
    for (int i = 0; i < 500; i++) {
      throttle.sendsHere(Collections.emptyList());
    }
    throttle.updateLoadHere(RedisInfo.parse("total_reads_processed:510\r\n"));
    assertFalse("our own commands do not count", throttle.busyHere());
    assertSettles(400);
    time.advance(500);
    throttle.updateLoadHere(RedisInfo.parse("total_reads_processed:1010\r\n"));
    assertTrue(throttle.busyHere());
    assertSettles(6);
  }

  @Test
  public void ourOwnPacketsDoNotCount() throws Exception {
    probe(WAY);
    throttle.updateLoad(RedisInfo.parse("total_reads_processed:1000\r\n"));
    settle(micros(5));
    for (int i = 0; i < 300; i++) {
      script(micros(5));
    }
    time.advance(500);
    throttle.updateLoad(RedisInfo.parse("total_reads_processed:1311\r\n"));
    assertSettles(400);
  }

  @Test
  public void longCommandsThatMayHaveComeInPiecesProveNothing() throws Exception {
    probe(WAY);
    others(10);
    settle(micros(5));
    for (int i = 0; i < 100; i++) {
      throttle.sends(Collections.nCopies(400, new byte[20]));
      script(micros(5));
    }
    throttle.updateLoad(RedisInfo.parse("total_reads_processed:620\r\n"));
    assertEquals(400, throttle.batch(Work.DIGEST));
    time.advance(500);
    throttle.updateLoad(RedisInfo.parse("total_reads_processed:820\r\n"));
    assertEquals(6, throttle.batch(Work.DIGEST));
  }

  @Test
  public void aServerThatDoesNotReportItsReadsCountsAsBusy() throws Exception {
    probe(WAY);
    others(10);
    throttle.updateLoad(RedisInfo.parse("redis_version:5.0.7\r\n"));
    assertSettles(6);
  }

  @Test
  public void aLongerWayAllowsALongerScriptBecauseItComesTheMoreSeldom() throws Exception {
    probe(TimeUnit.MILLISECONDS.toNanos(2));
    for (int i = 0; i < 10; i++) {
      script(TimeUnit.MILLISECONDS.toNanos(2), micros(5));
    }
    assertEquals(80, throttle.batch(Work.DIGEST));
  }

  @Test
  public void oneStallDoesNotMakeTheNextScriptsSmall() throws Exception {
    probe(WAY);
    settle(micros(5));
    script(TimeUnit.MILLISECONDS.toNanos(5));
    assertEquals(6, throttle.batch(Work.DIGEST));
  }

  @Test
  public void aNetworkThatIsSlowerThanItWasDoesNotMakeScriptsOfSingleKeys() throws Exception {
    probe(WAY);
    for (int i = 0; i < 20; i++) {
      script(WAY + TimeUnit.MILLISECONDS.toNanos(1), micros(5));
    }
    assertEquals(2, throttle.batch(Work.DIGEST));
  }

  @Test
  public void aSourceThatIsFarAwayIsAskedForMoreAtATimeHoweverUnsteadyTheWay() throws Exception {
    probe(TimeUnit.MILLISECONDS.toNanos(4));
    for (int i = 0; i < 30; i++) {
      script(TimeUnit.MILLISECONDS.toNanos(5), micros(5));
    }
    assertEquals(64, throttle.batch(Work.DIGEST));
  }

  @Test
  public void whatTheServerSaysCountsForMoreThanWhatTheNetworkMakesOfIt() throws Exception {
    probe(WAY);
    others(10);
    for (int i = 0; i < 20; i++) {
      timed(micros(5), micros(5));
    }
    assertEquals(400, throttle.batch(Work.DIGEST));
  }

  @Test
  public void whatAServerCannotHaveRunIsNotBelieved() throws Exception {
    probe(WAY);
    others(10);
    for (int i = 0; i < 20; i++) {
      timed(micros(5), micros(50_000));
    }
    assertEquals(200, throttle.batch(Work.DIGEST));
  }

  /** Runs a script whose answer arrives late by its own duration and reports the time per key. */
  private void timed(long nanosOfKey, long told) throws InterruptedException {
    int keys = throttle.batch(Work.DIGEST);
    throttle.timed(
        Work.DIGEST,
        () -> {
          time.advanceNanos(WAY + 2 * keys * nanosOfKey);
          return new TimedResult<>(keys, keys * told);
        },
        count -> count);
  }

  @Test
  public void aKeyThatTakesLongComesAlone() throws Exception {
    probe(WAY);
    settle(micros(1_100));
    assertEquals(1, throttle.batch(Work.DIGEST));
  }

  @Test
  public void aBusyServerIsLeftAloneFiveTimesAsLongAsTheScriptsTook() throws Exception {
    probe(micros(10));
    settle(micros(5));
    long before = time.nanos();
    long ran = 0;
    for (int i = 0; i < 1_000; i++) {
      ran += script(micros(10), micros(5)) * micros(5);
    }
    long alone = time.nanos() - before - ran;
    assertTrue(alone + " " + ran, alone >= 5 * ran - TimeUnit.MILLISECONDS.toNanos(2));
    assertTrue(alone + " " + ran, alone <= 5 * ran * 1.1);
  }

  @Test
  public void anIdleServerIsAskedAgainAtOnce() throws Exception {
    probe(WAY);
    others(10);
    settle(micros(5));
    long pauses = time.pauses();
    settle(micros(5));
    assertEquals(pauses, time.pauses());
  }

  @Test
  public void aServerThatIsLateIsLeftAloneTenTimesAsLong() throws Exception {
    probe(WAY);
    time.advance(1_000);
    long before = time.nanos();
    probe(WAY + TimeUnit.MILLISECONDS.toNanos(20));
    assertEquals(220, TimeUnit.NANOSECONDS.toMillis(time.nanos() - before));
  }

  @Test
  public void aServerThatIsVeryLateIsLeftAloneForASecond() throws Exception {
    probe(WAY);
    time.advance(1_000);
    long before = time.nanos();
    probe(WAY + TimeUnit.SECONDS.toNanos(3));
    assertEquals(4_000, TimeUnit.NANOSECONDS.toMillis(time.nanos() - before));
  }

  @Test
  public void aWayThatHasBecomeLongerIsTheUsualOneAfterSomeTime() throws Exception {
    probe(WAY);
    for (int i = 0; i < 16; i++) {
      time.advance(1_000);
      probe(TimeUnit.MILLISECONDS.toNanos(30));
    }
    time.advance(1_000);
    long before = time.nanos();
    probe(TimeUnit.MILLISECONDS.toNanos(30));
    assertEquals(30, TimeUnit.NANOSECONDS.toMillis(time.nanos() - before));
  }

  @Test
  public void aFirstAnswerThatIsLateDoesNotHideWhatScriptsTake() throws Exception {
    long[] first = {TimeUnit.MILLISECONDS.toNanos(3)};
    throttle.probe(
        () -> {
          time.advanceNanos(WAY + first[0]);
          first[0] = 0;
        });
    assertSettles(6);
  }

  @Test
  public void answersThatAreFasterThanTheWayShowThatItIsShorter() throws Exception {
    probe(TimeUnit.MILLISECONDS.toNanos(3));
    settle(micros(5));
    int batch = throttle.batch(Work.DIGEST);
    assertTrue("" + batch, batch <= 400);
  }

  @Test
  public void itIsProbedOnceASecond() throws Exception {
    probe(WAY);
    long before = time.nanos();
    probe(WAY);
    assertEquals(before, time.nanos());
  }

  @Test
  public void soManyKeysArePermittedInASecond() throws Exception {
    throttle = throttle(1_000, Long.MAX_VALUE);
    probe(WAY);
    others(10);
    long before = time.nanos();
    int keys = 0;
    while (keys < 5_000) {
      keys += script(micros(5));
    }
    assertEquals(keys / 1_000.0, (time.nanos() - before) / 1e9, 0.6);
  }

  @Test
  public void whatAScriptTookCountsAsTimeOfItsKeys() throws Exception {
    throttle = throttle(200_000, Long.MAX_VALUE);
    probe(WAY);
    others(10);
    settle(micros(5));
    long pauses = time.pauses();
    settle(micros(5));
    assertEquals(pauses, time.pauses());
  }

  /** The scripts of an idle server follow each other at once; only one sent ahead has a turn. */
  @Test
  public void scriptsThatWaitForNoTurnLeaveNothingToWaitFor() throws Exception {
    probe(WAY);
    others(10);
    for (int i = 0; i < 1_000; i++) {
      long sent = time.nanos();
      throttle.sends(Work.DIGEST, Collections.emptyList(), 100, false);
      time.advanceNanos(micros(500));
      throttle.tookAhead(Work.DIGEST, 100, sent, 0, true);
    }
    long before = time.nanos();
    throttle.sends(Work.DIGEST, Collections.emptyList(), 100, true);
    assertEquals(0.0, (time.nanos() - before) / 1e9, 0.01);
  }

  @Test
  public void soManyBytesArePermittedInASecond() throws Exception {
    throttle = throttle(10_000_000, 1_000_000);
    long before = time.nanos();
    for (int i = 0; i < 30; i++) {
      throttle.fetched(100_000);
    }
    assertEquals(3.0, (time.nanos() - before) / 1e9, 0.01);
  }

  @Test
  public void whileOthersUseTheServerFewerBytesArePermitted() throws Exception {
    throttle = throttle(10_000_000, 200_000_000);
    probe(WAY);
    assertEquals("alone", 1.0, secondsFor(200_000_000, 10), 0.02);
    assertEquals("beside others", 1.0, secondsFor(50_000_000, 500), 0.02);
  }

  private double secondsFor(long bytes, int others) throws Exception {
    others(others);
    long before = time.nanos();
    for (int i = 0; i < 100; i++) {
      throttle.fetched(bytes / 100);
    }
    return (time.nanos() - before) / 1e9;
  }
}
