// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.sync.PendingKeys;
import java.util.Collections;
import org.junit.Test;

/** Tests the last step when little time is left. */
public class HotKeyTimeTest extends HotKeyFixture {
  @Test
  public void aLargeOneThatTakesLongerThanThereIsTimeIsNotBegun() throws InterruptedException {
    there.set("large", LONG_TEXT).set("a", "1");
    there.calls =
        call -> {
          if (call.equals("dump")) {
            time.advance(LIMIT * 2 / 3);
          }
        };
    betweenLookAndMoves = () -> there.calls = call -> {};

    take("large", "a");

    assertUnsynced(
        "large (string of 200 bytes, 4.0 MiB) is being written to all the time, and takes about"
            + " 167 ms; 250 ms were left (raise handover.msec)");
    assertEquals("1", here.get("a"));
    assertNull(here.get("large"));
  }

  @Test
  public void theFastestOfTheLargeOnesComesFirst() throws InterruptedException {
    there.set("slow", LONG_TEXT).set("fast", LONG_TEXT);
    boolean[] second = {false};
    there.calls =
        call -> {
          if (call.equals("dump")) {
            time.advance(second[0] ? 1 : 150);
            second[0] = true;
          }
        };
    betweenLookAndMoves = () -> there.calls = call -> time.advance(LIMIT / 10);

    take("slow", "fast");

    assertEquals(LONG_TEXT, here.get("fast"));
    assertUnsynced("slow (string of 200 bytes, 4.0 MiB) is being written to all the time, and");
  }

  @Test
  public void whenTheTimeIsOverTheRestIsLeft() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      there.set("key " + i, "1");
    }
    there.set("large", LONG_TEXT);
    PendingKeys left = new PendingKeys();
    there.keys().forEach(key -> left.add(0, bytes(key)));
    betweenLookAndMoves =
        () ->
            there.calls =
                call -> {
                  if (call.equals("dump")) {
                    time.advance(LIMIT / 5);
                  }
                };

    take(left);

    assertEquals("5 fetches of 20", 100, here.keys().size());
    assertTrue(unsynced.toString(), unsynced.toString().contains("; and 398 more. Pause"));
    assertTrue(unsynced.toString(), unsynced.toString().contains("the time was up"));
  }

  /** Dynomite's queue would grow during the wait. */
  @Test
  public void noThrottleIsWaitedFor() throws InterruptedException {
    sides(10);
    for (int i = 0; i < 100; i++) {
      there.set("key " + i, LONG_TEXT.substring(0, 90));
    }
    there.set("large", LONG_TEXT);
    PendingKeys left = new PendingKeys();
    there.keys().forEach(key -> left.add(0, bytes(key)));
    long[] before = {0};
    betweenLookAndMoves = () -> before[0] = time.elapsedMillis();

    take(left);

    assertEquals("", unsynced.toString());
    assertTrue(before[0] > 1_000);
    assertEquals(before[0], time.elapsedMillis());
  }

  @Test
  public void aKeyThatCouldNotBeComparedIsNotCopied() throws InterruptedException {
    there.set("first", LONG_TEXT).set("second", LONG_TEXT).set("a", "1");
    lookMillis = 100;
    there.calls =
        call -> {
          if (call.equals("dump")) {
            time.advance(101);
          }
        };
    betweenLookAndMoves = () -> there.calls = call -> {};

    take("first", "second", "a");

    assertUnsynced("second is being written to, and the time was up. Pause");
    assertEquals(LONG_TEXT, here.get("first"));
    assertEquals("1", here.get("a"));
    assertNull(here.get("second"));
  }

  @Test
  public void onceTheRunIsToEndNothingMoreIsTaken() throws InterruptedException {
    there.set("a", "1").set("large", LONG_TEXT);
    betweenLookAndMoves = () -> cancel.cancel("enough");

    take("a", "large");

    assertFalse(unsynced.none());
    assertEquals(Collections.emptySet(), here.keys());
  }
}
