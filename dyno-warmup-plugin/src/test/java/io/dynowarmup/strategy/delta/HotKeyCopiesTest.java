// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.sync.PendingKeys;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.Test;

/** Tests writes at the worst moments. */
public class HotKeyCopiesTest extends HotKeyFixture {
  @Test
  public void smallAndLargeOnesOfAllDatabasesAreTakenWithTheirExpiries()
      throws InterruptedException {
    here.set("same", "1").set("a", "old").set("large", LONG_TEXT + "old").set(0, "e", "1", 9_000);
    there.set("same", "1").set("a", "new").set(0, "large", LONG_TEXT, 70_000).set("e", LONG_TEXT);
    there.set(5, "b", "2", 80_000).set(5, "c", LONG_TEXT, -1);
    PendingKeys left = new PendingKeys();
    for (String key : new String[] {"same", "a", "large", "e"}) {
      left.add(0, bytes(key));
    }
    left.add(5, bytes("b"));
    left.add(5, bytes("c"));

    take(left);

    assertEquals("", unsynced.toString());
    assertEquals("new", here.get("a"));
    assertEquals(LONG_TEXT, here.get("large"));
    assertEquals(LONG_TEXT, here.get("e"));
    assertEquals("2", here.get(5, "b"));
    assertEquals(LONG_TEXT, here.get(5, "c"));
    assertEquals(70_000, here.pttl(0, "large"));
    assertEquals(-1, here.pttl(0, "e"));
    assertEquals(80_000, here.pttl(5, "b"));
    assertEquals("0 keys compared, 5 moved, 0 removed", counts.toString());
    assertEquals("nothing of ours", 4, here.keys().size());
  }

  @Test
  public void oneThatIsTooLargeIsNamedAndTheOthersAreTaken() throws InterruptedException {
    there.set("large", LONG_TEXT).set("a", "1");
    there.memory++;

    take("large", "a");

    assertUnsynced(
        "large (string of 200 bytes, 4.0 MiB) is being written to all the time, and larger than"
            + " the 4 MiB that one copy may have. Pause the writers");
    assertEquals("1", here.get("a"));
    assertNull(here.get("large"));
  }

  @Test
  public void aKeyOfUnknownSizeIsNotTaken() throws InterruptedException {
    there.set("large", LONG_TEXT);
    there.memory = -1;

    take("large");

    assertUnsynced("large (string of 200 bytes, MEMORY USAGE unknown) is");
    assertNull(here.get("large"));
  }

  @Test
  public void aLargeOneThatIsWrittenToHereIsNotOverwritten() throws InterruptedException {
    here.set("large", "1");
    there.set("large", LONG_TEXT).set("other", LONG_TEXT + "2");
    betweenLookAndMoves =
        () ->
            there.calls =
                call -> {
                  if (call.equals("dump") && "1".equals(here.get("large"))) {
                    here.set("large", "2");
                  }
                };

    take("large", "other");

    assertUnsynced("large (string of 200 bytes, 4.0 MiB) was written to although Dynomite");
    assertEquals("2", here.get("large"));
    assertEquals(LONG_TEXT + "2", here.get("other"));
    assertEquals("nothing of ours", 2, here.keys().size());
  }

  @Test
  public void whatAnotherHasPutWhereTheCopyGoesIsNotTakenForIt() throws InterruptedException {
    here.set("large", "1");
    there.set("large", LONG_TEXT);
    betweenLookAndMoves = () -> here.set("__dyno_warmup:copy", "of another");

    take("large");

    assertUnsynced("large (string of 200 bytes, 4.0 MiB) was written to");
    assertEquals("1", here.get("large"));
  }

  @Test
  public void aLargeOneWhoseCopyIsEvictedStaysAsItIs() throws InterruptedException {
    here.set("large", "1");
    there.set("large", LONG_TEXT);
    here.calls =
        call -> {
          if (call.equals("exec")) {
            here.del("__dyno_warmup:copy");
          }
        };

    take("large");

    assertUnsynced("large (string of 200 bytes, 4.0 MiB) was written to");
    assertEquals("1", here.get("large"));
  }

  @Test
  public void aSmallOneThatIsWrittenToHereIsNotOverwritten() throws InterruptedException {
    here.set("a", "1").set("b", "1");
    there.set("a", "2").set("b", "2");
    there.calls =
        call -> {
          if (call.equals("dump")) {
            here.set("a", "3");
          }
        };

    take("a", "b");

    assertUnsynced("a was written to although Dynomite was in WRITES_ONLY. Pause");
    assertEquals("3", here.get("a"));
    assertEquals("2", here.get("b"));
  }

  @Test
  public void aKeyThatTheSourceLackedInTwoProbesIsRemoved() throws InterruptedException {
    here.set("a", "1").set("large", LONG_TEXT);

    take("a", "large");

    assertEquals("", unsynced.toString());
    assertEquals(Collections.emptySet(), here.keys());
    assertEquals(2, counts.removed());
  }

  @Test
  public void whatTheSourceHadAMomentBeforeIsNotRemovedAndKeepsNoOtherFromBeingTaken()
      throws InterruptedException {
    here.set("a", "1").set("large", LONG_TEXT);
    there.set("a", "2").set("large", LONG_TEXT + "2").set("b", "2").set("c", LONG_TEXT);
    betweenLookAndMoves =
        () -> {
          there.del("a");
          there.del("large");
        };

    take("a", "large", "b", "c");

    assertUnsynced(
        "large (string of 201 bytes, 4.0 MiB) is being written to, and does not exist at the moment;"
            + " a is being written to, and does not exist at the moment. Pause");
    assertEquals("1", here.get("a"));
    assertEquals(LONG_TEXT, here.get("large"));
    assertEquals("2", here.get("b"));
    assertEquals(LONG_TEXT, here.get("c"));
  }

  @Test
  public void whatIsThereAgainALittleLaterIsTaken() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    betweenLookAndMoves =
        () -> {
          there.del("a");
          time.after(5, () -> there.set("a", "3"));
        };

    take("a");

    assertEquals("", unsynced.toString());
    assertEquals("3", here.get("a"));
  }

  /** The settle time of that write is not over. */
  @Test
  public void whatIsWrittenHereUntilItIsThereAgainIsNotOverwritten() throws InterruptedException {
    here.set("a", "1");
    there.set("a", "2");
    betweenLookAndMoves =
        () -> {
          there.del("a");
          time.after(
              5,
              () -> {
                here.set("a", "4");
                there.set("a", "3");
              });
        };

    take("a");

    assertUnsynced("a was written to although");
    assertEquals("4", here.get("a"));
  }

  /** Another peer has the key, so the source may have lost it. */
  @Test
  public void whatTheSourceLacksStaysWhereConsentIsRefused() throws Exception {
    policy =
        (sides, keys) -> keys.stream().filter(k -> k.key()[0] != 's').collect(Collectors.toList());
    here.set("stays", "v");
    here.set("goes", "v");

    take("stays", "goes");

    assertEquals("v", here.get("stays"));
    assertNull(here.get("goes"));
    assertTrue(unsynced.toString(), unsynced.none());
  }

  /** A key that reappears at the source in the last moment is still copied. */
  @Test
  public void whatIsThereAgainIsTaken() throws Exception {
    policy = (sides, keys) -> Collections.emptyList();
    here.set("flickers", "old");
    betweenLookAndMoves = () -> there.set("flickers", "new");

    take("flickers");

    assertEquals("new", here.get("flickers"));
  }
}
