// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Before;
import org.junit.Test;

/** Tests writes at each moment of a cut. */
public class KeysAtCutsTest {
  private static final long SETTLE = 100;

  private final ManualTime time = new ManualTime();
  private final CancelSignal cancel = new CancelSignal();
  private final FakeData here = new FakeData("10.0.0.1");
  private final FakeData there = new FakeData("10.0.0.2");
  private final RedisPair sides =
      new RedisPair(here, there, new Throttle(time, time, cancel, 1_000_000, 10_000_000));
  private final List<JournalKey> keys = new ArrayList<>();
  private final List<JournalKey> written = new ArrayList<>();
  private Runnable check = () -> {};
  private Crossing crossing = limit -> Optional.empty();
  private int crossings;

  @Before
  public void theSourceIsOnlyRead() {
    there.readOnly = true;
  }

  private ReconcileReport run(long limitMillis, String... names) throws InterruptedException {
    for (String name : names) {
      keys.add(new JournalKey(0, name.getBytes(StandardCharsets.US_ASCII)));
    }
    Crossing counted =
        limit -> {
          crossings++;
          time.advance(30);
          return crossing.await(limit);
        };
    return new KeysAtCuts(sides, counted, check, keys, written)
        .run(SETTLE, Deadline.after(time, limitMillis));
  }

  private static void assertDoubts(long doubts, String note, ReconcileReport report) {
    assertEquals(report.toString(), OptionalLong.of(doubts), report.keysInDoubt());
    assertEquals(note, report.note());
  }

  @Test
  public void aKeyThatStandsStillAndDiffersIsReplaced() throws InterruptedException {
    here.set("c", "7").set("same", "1");
    there.set("c", "5").set("same", "1");

    ReconcileReport report = run(5_000, "c", "same");

    assertEquals("5", here.get("c"));
    assertEquals(1, report.keysMended());
    assertEquals(1, report.cuts());
    assertDoubts(0, "", report);
  }

  @Test
  public void soIsAKeyThatWasWrittenToMeanwhile() throws InterruptedException {
    here.set("c", "7").set("d", "7");
    there.set("c", "5").set("d", "5");
    written.add(new JournalKey(0, new byte[] {'c'}));
    written.add(new JournalKey(0, new byte[] {'d'}));

    assertEquals("each once", 2, run(5_000, "c").keysMended());
    assertEquals("5", here.get("d"));
  }

  @Test
  public void aKeyThatIsMissingHereIsAdded() throws InterruptedException {
    there.set("c", "5");
    assertEquals(1, run(5_000, "c").keysMended());
    assertEquals("5", here.get("c"));
  }

  /** A write is on its way here: both sides differ, although none was applied twice. */
  @Test
  public void aKeyThatChangesHereDuringACutIsNotReplacedByIt() throws InterruptedException {
    here.set("c", "4");
    there.set("c", "5");
    crossing =
        limit -> {
          if (crossings == 1) {
            here.set("c", "5");
          }
          return Optional.empty();
        };

    ReconcileReport report = run(5_000, "c");

    assertEquals("5", here.get("c"));
    assertEquals(0, report.keysMended());
    assertEquals(2, report.cuts());
    assertDoubts(0, "", report);
  }

  /** One that was applied twice makes both sides equal, until the one on its way arrives. */
  @Test
  public void norIsItTakenForEqual() throws InterruptedException {
    here.set("c", "5");
    there.set("c", "5");
    crossing =
        limit -> {
          if (crossings == 1) {
            here.set("c", "6");
          }
          return Optional.empty();
        };

    ReconcileReport report = run(5_000, "c");

    assertEquals("5", here.get("c"));
    assertEquals(1, report.keysMended());
    assertDoubts(0, "", report);
  }

  @Test
  public void norIfItChangesAtTheSource() throws InterruptedException {
    here.set("c", "5").set("d", "1");
    there.set("c", "5").set("d", "2");
    crossing =
        limit -> {
          if (crossings == 1) {
            there.set("c", "6").set("d", "3");
          }
          return Optional.empty();
        };

    ReconcileReport report = run(5_000, "c", "d");

    assertEquals("6", here.get("c"));
    assertEquals("3", here.get("d"));
    assertEquals(2, report.cuts());
    assertEquals(2, report.keysMended());
  }

  /** The write that the source has just run would come here after the value that contains it. */
  @Test
  public void norIsItReplacedByAValueThatIsTooNew() throws InterruptedException {
    here.set("c", "1");
    there.set("c", "2");
    crossing =
        limit -> {
          if (crossings == 1) {
            there.set("c", "3");
          }
          return Optional.empty();
        };

    ReconcileReport report = run(5_000, "c");

    assertEquals("3", here.get("c"));
    assertEquals(2, report.cuts());
  }

  @Test
  public void aWriteThatComesWhileTheValueIsReadIsNotOverwritten() throws InterruptedException {
    here.set("c", "4");
    there.set("c", "5");
    there.calls =
        call -> {
          if (call.equals("dump") && crossings == 1) {
            here.set("c", "6");
            there.set("c", "7");
          }
        };

    ReconcileReport report = run(5_000, "c");

    assertEquals("7", here.get("c"));
    assertEquals(2, report.cuts());
    assertEquals(1, report.keysMended());
  }

  @Test
  public void aKeyThatNeverStandsStillIsInDoubtAndLeftAlone() throws InterruptedException {
    here.set("c", "1").set("d", "1");
    there.set("c", "5").set("d", "2");
    crossing =
        limit -> {
          here.set("c", "1" + crossings);
          return Optional.empty();
        };

    ReconcileReport report = run(60_000, "c", "d");

    assertDoubts(1, "c", report);
    assertEquals("2", here.get("d"));
    assertTrue(report.toString(), report.cuts() > KeysAtCuts.IDLE_CUTS);
    assertTrue("it ends early", time.elapsedMillis() < 10_000);
  }

  @Test
  public void aKeyThatTheSourceLacksStays() throws InterruptedException {
    here.set("c", "1");
    assertDoubts(1, "c", run(500, "c"));
    assertEquals("1", here.get("c"));
  }

  @Test
  public void keysOfAnotherDatabaseAndLargeOnesAreInDoubt() throws InterruptedException {
    String large = String.join("", Collections.nCopies(FakeData.LARGE + 1, "x"));
    here.set("large", large);
    there.set("large", large + "x");
    here.set("large, not copied", large);
    there.set("large, not copied", large + "x");
    keys.add(new JournalKey(3, new byte[] {'k'}));
    written.add(new JournalKey(0, "large, not copied".getBytes(StandardCharsets.US_ASCII)));

    ReconcileReport report = run(5_000, "large");

    assertDoubts(2, "large, k of database 3", report);
    assertNull(here.get(3, "k"));
    assertEquals("it does not wait for them", 1, crossings);
  }

  @Test
  public void withoutACrossingNothingIsDecided() throws InterruptedException {
    here.set("c", "1");
    there.set("c", "2");
    crossing = limit -> Optional.of("a marker did not arrive in time");

    ReconcileReport report = run(5_000, "c");

    assertEquals("1", here.get("c"));
    assertEquals(0, report.cuts());
    assertDoubts(1, "c (a marker did not arrive in time)", report);
  }

  @Test
  public void aCrossingThatFailedIsTriedAgain() throws InterruptedException {
    here.set("c", "1");
    there.set("c", "2");
    crossing = limit -> crossings < 3 ? Optional.of("refused") : Optional.empty();

    ReconcileReport report = run(5_000, "c");

    assertEquals("2", here.get("c"));
    assertDoubts(0, "", report);
  }

  @Test
  public void aServerThatFailsEndsItAndTheRestIsInDoubt() throws InterruptedException {
    here.set("c", "1");
    there.set("c", "2");
    check =
        () -> {
          throw new WarmupException(Reason.SOURCE_EMPTIED, "the source was flushed");
        };

    assertDoubts(1, "c (the source was flushed)", run(5_000, "c"));
    assertEquals("1", here.get("c"));
  }

  @Test
  public void moreKeysThanOneCutTakesAreDecidedByTheNextOnes() throws InterruptedException {
    String[] names = new String[KeysAtCuts.BATCH + 1];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i;
      there.set(names[i], "5");
    }

    ReconcileReport report = run(5_000, names);

    assertEquals(2, report.cuts());
    assertEquals(names.length, report.keysMended());
    assertDoubts(0, "", report);
  }

  @Test
  public void keysThatNeverStandStillDoNotKeepOthersFromBeingDecided() throws InterruptedException {
    String[] names = new String[KeysAtCuts.BATCH + 1];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i;
      there.set(names[i], "5");
    }
    crossing =
        limit -> {
          for (int i = 0; i < KeysAtCuts.BATCH; i++) {
            there.set("c" + i, "5" + crossings);
          }
          return Optional.empty();
        };

    assertEquals(1, run(5_000, names).keysMended());
    assertEquals("5", here.get("c" + KeysAtCuts.BATCH));
  }

  @Test
  public void itEndsAtTheDeadlineAndIfTheRunIsCancelled() throws InterruptedException {
    assertDoubts(1, "c", run(0, "c"));
    cancel.cancel("enough");
    assertDoubts(2, "c, d", run(5_000, "d"));
    assertEquals(0, crossings);
  }
}
