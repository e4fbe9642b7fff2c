// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.AtomicCopy;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.WritePolicy;
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

/** Provides the last keys of two Redis in memory. */
abstract class HotKeyFixture {
  static final String LONG_TEXT = String.join("", Collections.nCopies(200, "x"));
  static final long LIMIT = 250;

  final ManualTime time = new ManualTime();
  final FakeData here = new FakeData("10.0.0.1");
  final FakeData there = new FakeData("10.0.0.2");
  final SyncCounts counts = new SyncCounts();
  final UnsyncedKeys unsynced = new UnsyncedKeys();
  WritePolicy policy = (pair, mismatches) -> mismatches;
  final CancelSignal cancel = new CancelSignal();
  private RedisPair sides;
  private AtomicCopy atomicCopy;
  private HotKeyComparison comparison;
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
    atomicCopy = new AtomicCopy(sides, counts);
    comparison = new HotKeyComparison(sides, atomicCopy, unsynced, (s, m) -> policy.allowed(s, m));
  }

  final RedisPair both() {
    return sides;
  }

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  /** Probes keys of the selected database once. */
  final List<Mismatch> probe(List<byte[]> keys) throws InterruptedException {
    List<Fingerprint> ours = sides.printsHere(keys);
    List<Fingerprint> theirs = sides.printsThere(keys);
    List<Mismatch> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      found.add(new Mismatch(0, keys.get(i), ours.get(i), theirs.get(i), time.nanos()));
    }
    return found;
  }

  final void take(String... keys) throws InterruptedException {
    PendingKeys left = new PendingKeys();
    for (String key : keys) {
      left.add(0, bytes(key));
    }
    take(left);
  }

  final void take(PendingKeys left) throws InterruptedException {
    comparison.compare(left, Deadline.after(time, lookMillis), () -> {});
    betweenLookAndMoves.run();
    Deadline limit = Deadline.after(time, LIMIT);
    new HotKeyCopies(sides, counts, atomicCopy, unsynced, limit).take(comparison);
    assertTrue("within its time", limit.leftMillis() > 0 || !unsynced.none());
  }

  final void assertUnsynced(String start) {
    assertTrue(unsynced.toString(), unsynced.toString().startsWith(start));
  }
}
