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
import java.util.Optional;
import org.junit.Test;

public class PartNamesTest {
  private static final int KEYS = 1_000;
  private static final long WAY_MILLIS = 500;

  private final ManualTime time = new ManualTime();
  private final FakeData here = new FakeData("10.0.0.1");
  private final FakeData there = new FakeData("10.0.0.2");

  /** The part are the keys that begin with "a"; the source also holds keys of other nodes. */
  public PartNamesTest() {
    for (int i = 0; i < KEYS; i++) {
      there.set("a" + i, "v").set("b" + i, "v");
      here.set("a" + i, "v");
    }
  }

  private PartNames names(boolean ownKeys) {
    RedisPair sides =
        new RedisPair(here, there, new Throttle(time, time, CancelSignal.never(), 1_000_000))
            .within(Optional.of(key -> key[0] == 'a'));
    return new PartNames(sides, ownKeys);
  }

  private PartNames taken(boolean ownKeys, long limitMillis) throws InterruptedException {
    PartNames names = names(ownKeys);
    names.compare(Deadline.after(time, limitMillis), WAY_MILLIS);
    return names;
  }

  private static long apart(PartNames names) {
    return ProofRules.apart(names, Evictions.NONE);
  }

  @Test
  public void theNamesOfThePartAreOnBothSides() throws Exception {
    here.set("c", "of another part");
    PartNames names = taken(false, 60_000);

    assertEquals(0, names.onOneSide());
    assertEquals(KEYS, names.here());
    assertEquals(KEYS, names.there());
    assertTrue(names.complete());
    assertEquals(Optional.empty(), names.note());
  }

  @Test
  public void missingKeysAndKeysThatCameBackAreFound() throws Exception {
    for (int i = 0; i < 3; i++) {
      here.del("a" + i);
      there.del("a" + (500 + i));
    }
    there.del("a600");
    here.del("a600");
    there.del("a601");
    PartNames names = taken(false, 60_000);

    assertEquals(7, names.onOneSide());
    assertEquals("one of 200", 7, apart(names));
    assertEquals(Optional.of("7 on one side only"), names.note());
    assertEquals(KEYS - 4, names.here());
    assertEquals(KEYS - 5, names.there());
  }

  @Test
  public void afewThatTwoClientsWroteAtTheSameMomentAreWithinTheRules() throws Exception {
    here.del("a7");
    assertEquals(0, apart(taken(false, 60_000)));
  }

  @Test
  public void aWriteOnItsWayHasTimeToArrive() throws Exception {
    here.del("a7");
    time.after(3_000, () -> here.set("a7", "v"));
    assertEquals(0, taken(false, 60_000).onOneSide());
  }

  @Test
  public void ownKeysAreNoDifferenceIfTheSourceEvicts() throws Exception {
    for (int i = 0; i < 100; i++) {
      there.del("a" + i);
    }
    assertEquals(0, taken(true, 60_000).onOneSide());
    assertEquals(100, taken(false, 60_000).onOneSide());
  }

  @Test
  public void aComparisonThatTakesTooLongSaysSo() throws Exception {
    PartNames names = taken(false, 0);

    assertFalse(names.complete());
    assertTrue(names.note().get(), names.note().get().contains("took too long"));
  }
}
