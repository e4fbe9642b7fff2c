// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  public void listsNothingAfterTheLimitAndContinuesNextTime() {
    ProtectedKeys keys = new ProtectedKeys(true);
    assertFalse(keys.list(sides, limit(0)));
    assertEquals(0, keys.listed());

    assertTrue(keys.list(sides, limit(1)));
    assertEquals(KEYS, keys.listed());
    assertTrue("it is done only once", keys.list(sides, limit(0)));
    assertEquals(KEYS, keys.listed());
  }

  /** The cluster writes to a cold node while its keys are listed. */
  @Test
  public void protectsEachKeyThoughWritesAddAsManyWhileItLists() throws InterruptedException {
    boolean[] once = {false};
    here.calls =
        call -> {
          if (call.equals("SCAN") && !once[0]) {
            once[0] = true;
            for (int i = 0; i < 2 * KEYS; i++) {
              here.set("k1-" + i, "v");
            }
          }
        };
    ProtectedKeys keys = new ProtectedKeys(true);
    assertTrue(keys.list(sides, limit(1)));

    List<Mismatch> removals = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      byte[] key = ("k" + i).getBytes(StandardCharsets.US_ASCII);
      Fingerprint held = sides.printsHere(Collections.singletonList(key)).get(0);
      removals.add(new Mismatch(0, key, held, Fingerprint.ABSENT, 0));
    }
    assertEquals("removals of protected keys", 0, keys.without(sides, removals).size());
    byte[] later = "later".getBytes(StandardCharsets.US_ASCII);
    Mismatch other = new Mismatch(0, later, Fingerprint.ABSENT, Fingerprint.ABSENT, 0);
    assertEquals(1, keys.without(sides, Collections.singletonList(other)).size());
  }

  @Test
  public void doesNotListWhereNothingIsProtected() {
    ProtectedKeys keys = new ProtectedKeys(false);
    assertTrue(keys.list(sides, limit(0)));
    assertEquals(0, keys.listed());
  }
}
