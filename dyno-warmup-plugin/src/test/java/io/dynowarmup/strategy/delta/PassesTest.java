// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.KeySynchronizer;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

/** Tests which keys are left at any moment, because the time may be up. */
public class PassesTest {
  private final ManualTime time = new ManualTime();
  private final FakeData here = new FakeData("10.0.0.1");
  private final FakeData there = new FakeData("10.0.0.2");
  private final SyncCounts counts = new SyncCounts();
  private final RedisPair sides =
      new RedisPair(here, there, new Throttle(time, time, CancelSignal.never(), Integer.MAX_VALUE));
  private final KeySynchronizer synchronizer =
      new KeySynchronizer(sides, 1_000, counts, (pair, mismatches) -> mismatches);

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  public void inAPassOverSomeKeysItIsAllOfTheseUntilItIsOver() throws InterruptedException {
    PendingKeys keys = new PendingKeys();
    keys.add(0, bytes("same"));
    keys.add(3, bytes("other"));
    here.set("same", "1");
    there.set("same", "1").set(3, "other", "2", -1);
    Passes passes =
        new Passes(sides, synchronizer, counts, new CheckpointText("", 2, 100, counts, null, keys));

    while (!passes.over()) {
      assertTrue(passes.left().holds(3, bytes("other")));
      assertFalse(passes.left().all());
      passes.step();
      assertTrue("it ends", time.elapsedMillis() < 60_000);
    }

    assertEquals("2", here.get(3, "other"));
    assertEquals(0, passes.left().size());
  }

  @Test
  public void inAPassOverAllKeysItIsUnknown() {
    Passes passes = new Passes(sides, synchronizer, counts);

    assertTrue(passes.left().all());
    assertTrue(passes.left().size() > 0);
  }
}
