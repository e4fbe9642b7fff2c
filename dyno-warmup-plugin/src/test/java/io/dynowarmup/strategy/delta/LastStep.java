// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.AtomicCopy;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.Before;

/** Provides the last keys of two Redis in memory. */
abstract class LastStep {
  static final String LONG_TEXT = String.join("", Collections.nCopies(200, "x"));
  static final long LIMIT = 250;

  final ManualTime time = new ManualTime();
  final FakeData here = new FakeData("10.0.0.1");
  final FakeData there = new FakeData("10.0.0.2");
  final SyncCounts counts = new SyncCounts();
  final UnsyncedKeys notTaken = new UnsyncedKeys();
  WritePolicy consent = WritePolicy.ALWAYS;
  final CancelSignal cancel = new CancelSignal();
  private RedisPair sides;
  private AtomicCopy whole;
  private HotKeyComparison look;
  long lookMillis = 60_000;
  Runnable betweenLookAndMoves = () -> {};

  @Before
  public final void sides() {
    there.readOnly = true;
    there.memory = 4 * 1024 * 1024;
    sides(1_000_000);
  }

  final void sides(long keysPerSecond) {
    sides = new RedisPair(here, there, new Throttle(time, time, cancel, keysPerSecond, 10_000));
    whole = new AtomicCopy(sides, counts);
    look = new HotKeyComparison(sides, whole, notTaken, (s, k, h, t) -> consent.to(s, k, h, t));
  }

  final RedisPair both() {
    return sides;
  }

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  final void take(String... keys) throws InterruptedException {
    PendingKeys left = new PendingKeys();
    for (String key : keys) {
      left.add(0, bytes(key));
    }
    take(left);
  }

  final void take(PendingKeys left) throws InterruptedException {
    look.look(left, Deadline.after(time, lookMillis), () -> {});
    betweenLookAndMoves.run();
    Deadline limit = Deadline.after(time, LIMIT);
    new HotKeyCopies(sides, counts, whole, notTaken, limit).take(look);
    assertTrue("within its time", limit.leftMillis() > 0 || !notTaken.none());
  }

  final void assertNotTaken(String start) {
    assertTrue(notTaken.toString(), notTaken.toString().startsWith(start));
  }
}
