// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.pass.SecondComparison;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** Tests one pass over the keys of two Redis in memory, with writes at the worst moments. */
public class KeySynchronizerTest {
  private static final long SETTLE = 1_000;
  private static final String LONG_TEXT = String.join("", Collections.nCopies(200, "x"));

  private final ManualTime time = new ManualTime();
  private final FakeData here = new FakeData("10.0.0.1");
  private final FakeData there = new FakeData("10.0.0.2");
  private final SyncCounts counts = new SyncCounts();
  private RedisPair sides;
  private KeySynchronizer synchronizer;

  @Before
  public void sides() {
    there.readOnly = true;
    Throttle throttle =
        new Throttle(time, time, CancelSignal.never(), Integer.MAX_VALUE, Integer.MAX_VALUE);
    sides = new RedisPair(here, there, throttle);
    sides.select(0);
    synchronizer = new KeySynchronizer(sides, SETTLE, counts, (pair, mismatches) -> mismatches);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  private void look(String... keys) throws InterruptedException {
    List<byte[]> list = new ArrayList<>();
    for (String key : keys) {
      list.add(bytes(key));
    }
    synchronizer.comparison().compare(list);
  }

  private void drain() throws InterruptedException {
    while (synchronizer.comparison().drain()) {
      assertTrue("it ends", time.elapsedMillis() < 60_000);
    }
  }

  private boolean again(String key) {
    return synchronizer.again().holds(0, bytes(key));
  }

  @Test
  public void whatIsTheSameIsLeftAndNothingIsWaitedFor() throws InterruptedException {
    here.set("a", "1").set(0, "soon", "1", 50_000);
    there.set("a", "1").set(0, "soon", "1", 51_900);

    look("a", "soon", "nowhere");

    assertFalse(synchronizer.comparison().drain());
    assertEquals(0, time.elapsedMillis());
    assertEquals("3 keys compared, 0 moved, 0 removed", counts.toString());
  }

  /** The source gets a write of this node later than after the settle time. */
  @Test
  public void aKeyIsNotReplacedBeforeTheWritesOnTheirWayHaveArrived() throws InterruptedException {
    here.set("a", "new");
    there.set("a", "old");
    synchronizer.arrivals(
        nanos -> {
          if (time.elapsedMillis() < 5 * SETTLE) {
            return false;
          }
          there.set("a", "new");
          return true;
        });

    look("a");
    drain();

    assertEquals("new", here.get("a"));
    assertEquals("1 key compared, 0 moved, 0 removed", counts.toString());
    assertTrue(time.elapsedMillis() >= 5 * SETTLE);
  }

  /** Otherwise a key that expires would look like one that is written to all the time. */
  @Test
  public void aRemainingTimeThatHasPassedIsNoChange() throws InterruptedException {
    here.set(0, "a", "old", 60_000);
    there.set(0, "a", "new", 60_000);
    synchronizer.arrivals(
        nanos -> {
          if (time.elapsedMillis() < 5 * SETTLE) {
            return false;
          }
          here.set(0, "a", "old", 60_000 - time.elapsedMillis());
          there.set(0, "a", "new", 60_000 - time.elapsedMillis());
          return true;
        });

    look("a");
    drain();

    assertEquals("new", here.get("a"));
    assertEquals("1 key compared, 1 moved, 0 removed", counts.toString());
  }

  /** Else a write that this node gets later would be applied twice, and no pass would show it. */
  @Test
  public void theNextPassWaitsForTheWritesOnTheirWayWhenAKeyWasMoved() throws InterruptedException {
    there.set("a", "1");
    look("a");
    drain();
    long moved = time.nanos();
    List<Long> asked = new ArrayList<>();
    synchronizer.arrivals(
        nanos -> {
          asked.add(nanos);
          return asked.size() > 500;
        });

    synchronizer.rest();

    assertTrue(time.nanos() - moved > SETTLE * 1_000_000);
    assertEquals(501, asked.size());
    assertEquals(moved, asked.get(0).longValue());
  }

  @Test
  public void aDifferingKeyIsCopiedAfterTheSettleTimeAndComparedAgain()
      throws InterruptedException {
    here.set("a", "old").set("mine", "only");
    there.set("a", "new").set(0, "b", "fetched", 70_000);
    List<String> asked = new ArrayList<>();
    there.calls = call -> asked.add(call + " after " + time.elapsedMillis());

    look("a", "b", "mine");
    drain();

    assertEquals("new", here.get("a"));
    assertEquals("fetched", here.get("b"));
    assertNull(here.get("mine"));
    assertEquals("3 keys compared, 2 moved, 1 removed", counts.toString());
    assertEquals(10, counts.bytes());
    assertEquals(
        "here, then the settle time, then the source",
        // A script gets two keys until their cost is known.
        Arrays.asList("prints after 0", "prints after 0", "prints after 1000", "dump after 1000"),
        asked);
    assertTrue(again("a") && again("b") && again("mine"));
  }

  /** By then the source has run the write, and so has this node: it was on its way. */
  @Test
  public void aWriteThatWasOnItsWayIsNotMoved() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    time.after(500, () -> here.set("a", "2"));

    look("a");
    drain();

    assertEquals("1 key compared, 0 moved, 0 removed", counts.toString());
    assertFalse(again("a"));
  }

  @Test
  public void aKeyWrittenHereSinceTheFirstProbeIsLeftForTheNextPass() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    time.after(500, () -> here.set("a", "3"));

    look("a");
    drain();

    assertEquals("3", here.get("a"));
    assertTrue(again("a"));
  }

  /** The write falls between the last probe and the swap, so the script itself detects it. */
  @Test
  public void whatIsWrittenHereWhileItsValueIsFetchedIsNotOverwritten()
      throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    there.calls =
        call -> {
          if (call.equals("dump")) {
            here.set("a", "3");
          }
        };

    look("a");
    drain();

    assertEquals("3", here.get("a"));
    assertTrue(again("a"));
    assertEquals(0, counts.moved());
  }

  @Test
  public void aKeyThatIsCreatedHereMeanwhileIsNotOverwritten() throws InterruptedException {
    there.set("a", "old");
    time.after(500, () -> here.set("a", "new"));

    look("a");
    drain();

    assertEquals("new", here.get("a"));
  }

  @Test
  public void aKeyIsRemovedOnlyIfTheSourceLackedItInTwoProbes() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    time.after(500, () -> there.del("a"));

    look("a");
    assertTrue(synchronizer.comparison().drain());
    assertEquals("it was there in the first look", "1", here.get("a"));
    assertEquals(1_000, time.elapsedMillis());
    drain();

    assertNull(here.get("a"));
    assertEquals(2_000, time.elapsedMillis());
    assertEquals(1, counts.removed());
  }

  @Test
  public void aKeyThatComesBackAtTheSourceStays() throws InterruptedException {
    here.set("a", "1");
    time.after(500, () -> there.set("a", "1"));

    look("a");
    drain();

    assertEquals("1", here.get("a"));
    assertEquals("1 key compared, 0 moved, 0 removed", counts.toString());
  }

  /** The key disappears between the probe and the fetch, so only one probe found it absent. */
  @Test
  public void whatIsGoneWhenItIsFetchedIsNotRemovedInThisPass() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    there.calls =
        call -> {
          if (call.equals("dump")) {
            there.del("a");
          }
        };

    look("a");
    drain();

    assertEquals("1", here.get("a"));
    assertTrue(again("a"));
  }

  @Test
  public void nothingIsChangedWithoutConsentAndWhoGaveItIsShown() throws InterruptedException {
    here.set("no", "1").set("yes", "1");
    there.set("no", "2").set("yes", "2");
    List<String> done = new ArrayList<>();
    WritePolicy policy =
        new WritePolicy() {
          @Override
          public List<Mismatch> allowed(RedisPair both, List<Mismatch> mismatches) {
            List<Mismatch> may = new ArrayList<>(mismatches);
            may.removeIf(mismatch -> !Arrays.equals(mismatch.key(), bytes("yes")));
            return may;
          }

          @Override
          public void done(int database, byte[] key) {
            done.add(database + " " + new String(key, StandardCharsets.US_ASCII));
          }
        };
    synchronizer = new KeySynchronizer(sides, SETTLE, counts, policy);

    look("no", "yes");
    drain();

    assertEquals("1", here.get("no"));
    assertEquals("2", here.get("yes"));
    assertEquals(Collections.singletonList("0 yes"), done);
  }

  @Test
  public void aLargeKeyIsBuiltBesideAndPutInPlaceInOneStep() throws InterruptedException {
    here.set("a", "small");
    there.set(0, "a", LONG_TEXT, 90_000);

    look("a");
    drain();

    assertEquals(LONG_TEXT, here.get("a"));
    assertEquals("nothing of ours", Collections.singleton("a"), here.keys());
    assertTrue(again("a"));
    assertEquals(1, counts.moved());
  }

  @Test
  public void aLargeKeyThatIsWrittenToHereWhileItIsPutInPlaceIsNotOverwritten()
      throws InterruptedException {
    here.set("a", "1");
    there.set("a", LONG_TEXT);
    here.calls =
        call -> {
          if (call.equals("exec")) {
            here.set("a", "3");
          }
        };

    look("a");
    drain();

    assertEquals("3", here.get("a"));
    assertTrue(again("a"));
    assertEquals("nothing of ours", Collections.singleton("a"), here.keys());
  }

  @Test
  public void aLargeKeyThatDoesNotStandStillAtTheSourceIsNotMoved() throws InterruptedException {
    here.set("a", "1");
    there.set("a", LONG_TEXT);
    int[] looks = {0};
    there.calls = call -> there.set("a", LONG_TEXT + looks[0]++);

    look("a");
    drain();

    assertEquals("1", here.get("a"));
    assertTrue(again("a"));
  }

  @Test
  public void aLargeKeyThatTheSourceLacksIsRemovedAfterTwoProbes() throws InterruptedException {
    here.set("a", LONG_TEXT);

    look("a");
    drain();

    assertNull(here.get("a"));
    assertEquals(1, counts.removed());
  }

  /** DUMP includes the pending entries of its consumers. */
  @Test
  public void aStreamComesWholeUnlessItIsVeryLarge() throws InterruptedException {
    List<String> dumps = new ArrayList<>();
    there.calls =
        call -> {
          if (call.equals("dump")) {
            dumps.add("of " + there.memory);
          }
        };
    there.set(0, "a", "stream " + LONG_TEXT, 90_000);
    for (long memory : new long[] {4 * 1024 * 1024, 4 * 1024 * 1024 + 1, -1}) {
      here.del("a");
      there.memory = memory;
      look("a");
      drain();
      assertEquals("stream " + LONG_TEXT, here.get("a"));
    }
    assertEquals(Collections.singletonList("of 4194304"), dumps);
    assertEquals("nothing of ours", Collections.singleton("a"), here.keys());
  }

  @Test
  public void aLargeKeyWhoseCopyIsEvictedKeepsItsValueAndItsExpiry() throws InterruptedException {
    here.set(0, "a", "1", 70_000);
    there.set("a", LONG_TEXT);
    here.calls =
        call -> {
          if (call.equals("exec")) {
            here.del("__dyno_warmup:copy");
          }
        };

    look("a");
    drain();

    assertEquals("1", here.get("a"));
    assertEquals(70_000, here.pttl(0, "a"));
  }

  @Test
  public void twoLargeKeysThatAreTheSameAreLeft() throws InterruptedException {
    here.set("a", LONG_TEXT);
    there.set("a", LONG_TEXT);

    look("a");

    assertFalse(synchronizer.comparison().drain());
  }

  /** A write that is applied twice, such as an INCR, is invisible until it has arrived here. */
  @Test
  public void theNextPassBeginsASettleTimeAfterTheLastMove() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    look("a");
    drain();
    assertEquals(1_000, time.elapsedMillis());

    synchronizer.rest();
    assertEquals(2_000, time.elapsedMillis());
    synchronizer.rest();
    assertEquals("once", 2_000, time.elapsedMillis());
  }

  @Test
  public void afterAnotherProcessItRestsAsWell() throws InterruptedException {
    synchronizer.afterAnother();
    synchronizer.rest();
    assertEquals(1_000, time.elapsedMillis());
  }

  @Test
  public void whatWaitsForItsSettleTimeIsPending() throws InterruptedException {
    there.set("a", "1");
    look("a");
    PendingKeys pending = new PendingKeys();
    synchronizer.comparison().addOpen(pending);
    assertTrue(pending.holds(0, bytes("a")));
    assertEquals(1, pending.size());
  }

  @Test
  public void aRecheckComparesItsKeysInAllDatabases() throws InterruptedException {
    there.set(0, "a", "1", -1).set(5, "b", "2", -1).set(5, "not in it", "3", -1);
    PendingKeys list = new PendingKeys();
    list.add(0, bytes("a"));
    list.add(5, bytes("b"));
    SecondComparison recheck = new SecondComparison(sides, synchronizer.comparison(), list);
    while (recheck.step()) {
      assertTrue("it ends", time.elapsedMillis() < 60_000);
    }

    assertEquals("1", here.get("a"));
    assertEquals("2", here.get(5, "b"));
    assertNull(here.get(5, "not in it"));
    assertEquals("2 keys compared, 2 moved, 0 removed", counts.toString());
  }
}
