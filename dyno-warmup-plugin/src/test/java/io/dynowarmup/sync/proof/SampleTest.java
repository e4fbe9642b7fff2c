// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.util.Collections;
import org.junit.Test;

public class SampleTest {
  private static final long WAY_NANOS = 1_500_000_000;
  private static final String LONG = String.join("", Collections.nCopies(FakeData.LARGE, "x"));

  private final ManualTime time = new ManualTime();
  private final Deadline limit = Deadline.after(time, 60_000);
  private final FakeData here = new FakeData("10.0.0.1");
  private final FakeData there = new FakeData("10.0.0.2");
  private final Sample sample = new Sample(sides(), there, false, Evictions.NONE, WAY_NANOS);

  private RedisPair sides() {
    return new RedisPair(here, there, new Throttle(time, time, CancelSignal.never(), 1_000));
  }

  private void looks(int count, Runnable between) throws InterruptedException {
    for (int i = 0; i < count && !sample.settled(); i++) {
      between.run();
      sample.compareAgain();
    }
  }

  private void both(String key, String text) {
    here.set(key, text);
    there.set(key, text);
  }

  @Test
  public void whatIsTheSameIsEqual() throws Exception {
    both("a", "v");
    both("__dyno_warmup:node", "of one side only, as it were");
    sample.take(0, 2, limit);

    assertTrue(sample.settled());
    assertEquals(2, sample.equal());
    assertEquals("our own keys do not count", 2, sample.sampled());
  }

  /** The source's clock is 5 s behind, and a replication copies the time of the expiry. */
  @Test
  public void aRemainingTimeThatTheClocksExplainIsEqual() throws Exception {
    here.set(0, "a", "v", 20_000);
    there.set(0, "a", "v", 25_000);
    sample.clockAhead(() -> -5_000).take(0, 1, limit);

    assertTrue(sample.settled());
    assertEquals(2, sample.equal());
  }

  /** A delta takes 2 s for the same, and reads both sides a little apart. */
  @Test
  public void anExpiryThatADeltaMayLeaveIsEqual() throws Exception {
    here.set(0, "a", "v", 22_300);
    there.set(0, "a", "v", 20_000);
    sample.take(0, 1, limit);

    assertTrue(sample.settled());
    assertEquals(2, sample.equal());
  }

  @Test
  public void aRemainingTimeIsNoOtherOneBecauseTheReadsAreFarApart() throws Exception {
    here.set(0, "a", "v", 20_000);
    there.set(0, "a", "v", 26_000);
    there.calls = call -> time.advance(3_000);
    sample.take(0, 1, limit);

    assertTrue(sample.settled());
    assertEquals(2, sample.equal());
  }

  @Test
  public void oneThatTheyDoNotExplainIsDifferent() throws Exception {
    here.set(0, "a", "v", 20_000);
    there.set(0, "a", "v", 25_000);
    sample.clockAhead(() -> 5_000).take(0, 1, limit);
    looks(5, () -> {});

    assertFalse(sample.settled());
    assertEquals(2, sample.different());
  }

  @Test
  public void aWriteOnItsWayIsEqualWhenItHasArrived() throws Exception {
    both("a", "v");
    there.set("a", "w");
    sample.take(0, 1, limit);
    assertFalse(sample.settled());
    looks(1, () -> here.set("a", "w"));

    assertTrue(sample.settled());
    assertEquals(2, sample.equal());
  }

  @Test
  public void whatStandsStillAndDiffersIsDifferent() throws Exception {
    here.set("a", "v");
    there.set("a", "w");
    sample.take(0, 1, limit);
    looks(5, () -> {});

    assertFalse(sample.settled());
    assertEquals(2, sample.different());
  }

  /**
   * The key was doubled in the hand-over and is written all the time, so more probes show nothing.
   */
  @Test
  public void whatIsWrittenToOnBothSidesIsNoEvidence() throws Exception {
    int[] n = new int[1];
    here.set("a", "x");
    there.set("a", "y");
    sample.take(0, 1, limit);
    looks(
        3,
        () -> {
          here.set("a", "x" + n[0]);
          there.set("a", "y" + n[0]++);
        });

    assertTrue(sample.settled());
    assertEquals(0, sample.different());
    assertEquals(2, sample.inMotion());
  }

  /** In a cluster with a lag, the next write to a key may be one second after the last probe. */
  @Test
  public void aKeyThatWasWrittenDiffersOnlyOnceTheWriteMustHaveArrived() throws Exception {
    both("a", "1");
    there.set("a", "2");
    sample.take(0, 1, limit);
    here.set("a", "2");
    there.set("a", "3");
    sample.compareAgain();
    time.advance(1_000);
    sample.compareAgain();

    assertTrue("its write may be on its way", sample.restless());
    assertEquals(0, sample.different());
    assertEquals(2, sample.inMotion());

    time.advance(500);
    sample.compareAgain();
    assertFalse(sample.restless());
    assertEquals(2, sample.different());
  }

  /** Only the size of a large key is known, so a change of size counts as a change. */
  @Test
  public void aLargeKeyThatGrowsOnBothSidesIsNoEvidence() throws Exception {
    StringBuilder grows = new StringBuilder(LONG);
    here.set("a", grows + "doubled");
    there.set("a", grows.append("y").toString());
    sample.take(0, 1, limit);
    looks(
        3,
        () -> {
          grows.append("z");
          here.set("a", grows + "doubled");
          there.set("a", grows.toString());
        });

    assertTrue(sample.settled());
    assertEquals(0, sample.different());
  }

  @Test
  public void aLargeKeyThatStandsStillIsComparedByItsSize() throws Exception {
    here.set("a", LONG + "123");
    there.set("a", LONG + "12");
    both("b", LONG + "1");
    sample.take(0, 2, limit);
    looks(5, () -> {});

    assertEquals(2, sample.different());
    assertEquals(2, sample.sizeOnly());
  }

  /** Each server estimates the memory of a key by itself. */
  @Test
  public void aKeyThatIsLargeOnOneSideOnlyIsComparedByItsSizeToo() throws Exception {
    both("a", "same");
    here.set("b", "shorter");
    there.set("b", "more than shorter");
    there.set("c", "missing");
    there.allHeavy = true;
    sample.take(0, 2, limit);
    looks(5, () -> {});

    assertTrue(sample.equal() > 0);
    assertTrue(sample.different() > 0);
    assertEquals(sample.sizeOnly(), sample.equal());
    assertEquals(sample.sampled(), sample.equal() + sample.different());
  }

  /** On a slow link, fewer keys are compared instead of holding up the run. */
  @Test
  public void afterTheLimitOnlyTheFirstKeysAreCompared() throws Exception {
    for (int i = 0; i < 200; i++) {
      both("k" + i, "v");
    }
    sample.take(0, 200, Deadline.after(time, 0));

    assertTrue("sampled " + sample.sampled(), sample.sampled() > 0 && sample.sampled() <= 50);
    assertEquals(sample.sampled(), sample.equal());
  }

  @Test
  public void theFirstKeysAreOfBothSides() throws Exception {
    for (int i = 0; i < 200; i++) {
      both("k" + i, "v");
      here.set("a key of this side only " + i, "v");
    }
    sample.take(0, 400, Deadline.after(time, 0));
    sample.compareAgain();

    assertTrue("sampled " + sample.sampled(), sample.sampled() < 100);
    assertTrue("equal " + sample.equal(), sample.equal() > 0);
    assertTrue("different " + sample.different(), sample.different() > 0);
  }

  @Test
  public void aKeyThatACacheEvictedIsNoDifference() throws Exception {
    Sample caches = new Sample(sides(), there, true, Evictions.ALL, WAY_NANOS);
    for (int i = 0; i < 20; i++) {
      both("k" + i, "v");
    }
    here.set("evicted there", "v");
    there.set("evicted here", "v");
    caches.take(0, 21, limit);

    assertTrue(caches.settled());
    assertEquals(1, caches.evicted());
    assertEquals(caches.sampled(), caches.equal() + caches.evicted());
    assertEquals(0, caches.different());
  }

  /** A cache that has lost its keys is not warm. */
  @Test
  public void manyKeysThatAreMissingWereNotEvicted() throws Exception {
    Sample caches = new Sample(sides(), there, true, Evictions.ALL, WAY_NANOS);
    for (int i = 0; i < 20; i++) {
      there.set("k" + i, "v");
    }
    caches.take(0, 20, limit);

    assertEquals(20, caches.evicted());
    assertEquals(18, caches.different());
  }

  @Test
  public void aKeyWithoutAnExpiryIsNotEvictedByAVolatilePolicy() throws Exception {
    Sample caches = new Sample(sides(), there, false, Evictions.EXPIRING, WAY_NANOS);
    there.set("a", "v");
    caches.take(0, 1, limit);
    caches.compareAgain();

    assertEquals(0, caches.evicted());
    assertEquals(1, caches.different());
  }

  @Test
  public void whatTheSourceAloneHasIsMissing() throws Exception {
    there.set("a", "v");
    here.set("b", "v");
    sample.take(0, 1, limit);
    looks(5, () -> {});

    assertEquals(2, sample.different());
    assertEquals(1, sample.missing());
  }

  /** The writes of the cluster do not arrive here. */
  @Test
  public void whatMovesOnOneSideOnlyIsDifferent() throws Exception {
    int[] n = new int[1];
    here.set("a", "x");
    there.set("a", "y");
    sample.take(0, 1, limit);
    looks(3, () -> there.set("a", "y" + n[0]++));

    assertEquals(2, sample.different());
    assertEquals(0, sample.inMotion());
  }
}
