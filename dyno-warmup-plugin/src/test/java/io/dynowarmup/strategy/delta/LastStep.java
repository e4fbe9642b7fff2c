// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertTrue;

import io.dynowarmup.digest.Throttle;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.move.Again;
import io.dynowarmup.move.Consent;
import io.dynowarmup.move.Counts;
import io.dynowarmup.move.Sides;
import io.dynowarmup.move.WholeKeys;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.Before;

/** The last keys of two Redis in memory. */
abstract class LastStep {
  static final String LONG_TEXT = String.join("", Collections.nCopies(200, "x"));
  static final long LIMIT = 250;

  final ManualTime time = new ManualTime();
  final FakeData here = new FakeData("10.0.0.1");
  final FakeData there = new FakeData("10.0.0.2");
  final Counts counts = new Counts();
  final NotTaken notTaken = new NotTaken();
  Consent consent = Consent.ALWAYS;
  final CancelSignal cancel = new CancelSignal();
  private Sides sides;
  private WholeKeys whole;
  private LastLook look;
  long lookMillis = 60_000;
  Runnable betweenLookAndMoves = () -> {};

  @Before
  public final void sides() {
    there.readOnly = true;
    there.memory = 4 * 1024 * 1024;
    sides(1_000_000);
  }

  final void sides(long keysPerSecond) {
    sides = new Sides(here, there, new Throttle(time, time, cancel, keysPerSecond, 10_000));
    whole = new WholeKeys(sides, counts);
    look = new LastLook(sides, whole, notTaken, (s, k, h, t) -> consent.to(s, k, h, t));
  }

  final Sides both() {
    return sides;
  }

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  final void take(String... keys) throws InterruptedException {
    Again left = new Again();
    for (String key : keys) {
      left.add(0, bytes(key));
    }
    take(left);
  }

  final void take(Again left) throws InterruptedException {
    look.look(left, Deadline.after(time, lookMillis), () -> {});
    betweenLookAndMoves.run();
    Deadline limit = Deadline.after(time, LIMIT);
    new LastMoves(sides, counts, whole, notTaken, limit).take(look);
    assertTrue("within its time", limit.leftMillis() > 0 || !notTaken.none());
  }

  final void assertNotTaken(String start) {
    assertTrue(notTaken.toString(), notTaken.toString().startsWith(start));
  }
}
