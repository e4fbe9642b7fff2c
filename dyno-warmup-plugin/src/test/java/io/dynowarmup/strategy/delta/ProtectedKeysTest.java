// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import org.junit.Before;
import org.junit.Test;

public class ProtectedKeysTest {
  private static final int KEYS = 3_000;

  private final ManualTime time = new ManualTime();
  private final FakeData here = new FakeData("10.0.0.1");
  private final RedisPair sides =
      new RedisPair(
          here,
          new FakeData("10.0.0.2"),
          new Throttle(time, time, CancelSignal.never(), Integer.MAX_VALUE));

  @Before
  public void fill() {
    sides.select(0);
    for (int i = 0; i < KEYS; i++) {
      here.set("k" + i, "v");
    }
  }

  private Deadline limit(long millis) {
    return Deadline.after(time, millis);
  }

  @Test
  public void listsNothingAfterTheLimitAndGoesOnNextTime() {
    ProtectedKeys keys = new ProtectedKeys(true);
    assertFalse(keys.list(sides, limit(0)));
    assertEquals(0, keys.listed());

    assertTrue(keys.list(sides, limit(1)));
    assertEquals(KEYS, keys.listed());
    assertTrue("it is done only once", keys.list(sides, limit(0)));
    assertEquals(KEYS, keys.listed());
  }

  @Test
  public void doesNotListWhereNothingIsProtected() {
    ProtectedKeys keys = new ProtectedKeys(false);
    assertTrue(keys.list(sides, limit(0)));
    assertEquals(0, keys.listed());
  }
}
