// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.PeerRepair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.Test;

/** Tests that the peers decide which value is right and that a peer is never written to. */
public class RepairTest {
  private static final Function<Peer, Optional<String>> FIT = peer -> Optional.empty();
  private static final String LONG_TEXT = String.join("", Collections.nCopies(200, "x"));

  private final MemoryNodes two = new MemoryNodes(1);
  private final MemoryNodes three = new MemoryNodes(2);

  private static List<PeerComparison> repair(
      MemoryNodes nodes,
      boolean afterOwnWarmup,
      boolean deletes,
      Function<Peer, Optional<String>> unfit)
      throws InterruptedException {
    List<List<PeerComparison>> told = new ArrayList<>();
    new Repair(nodes, afterOwnWarmup, deletes, unfit).run(nodes.peers(), nodes.cancel, told::add);
    return told.get(told.size() - 1);
  }

  private static PeerRepair one(List<PeerComparison> found) {
    return found.get(0).repair().get();
  }

  private static void assertLeft(PeerRepair done, long keys, String why) {
    assertEquals(done.toString(), 0, done.repaired());
    assertEquals(done.toString(), Collections.singletonMap(why, keys), done.reasons());
  }

  @Test
  public void withOnePeerNothingIsTouched() throws InterruptedException {
    two.here.set("a", "mine");
    two.peer(0).set("a", "its").set("b", "its");

    PeerRepair done = one(repair(two, false, true, FIT));

    assertLeft(done, 2, Repair.TWO_RACKS);
    assertEquals("mine", two.here.get("a"));
    assertNull(two.here.get("b"));
  }

  @Test
  public void aPeerThatHangsMeanwhileOverwritesNothing() throws InterruptedException {
    two.here.set("a", "mine").set("b", "mine");
    two.peer(0).set("a", "its");
    two.hangs = true;

    PeerComparison done = repair(two, true, true, FIT).get(0);

    assertTrue(done.toString(), done.problem().orElse("").contains("its Dynomite hangs"));
    assertEquals("mine", two.here.get("a"));
    assertEquals("mine", two.here.get("b"));
  }

  @Test
  public void aPeerThatHangsMeanwhileChangesNoFunctionLibrary() throws InterruptedException {
    two.peer(0).libraries.put("mylib", "#!lua name=mylib");
    two.here.libraries.put("old", "#!lua name=old");
    two.hangs = true;

    PeerComparison done = repair(two, true, true, FIT).get(0);

    assertTrue(done.toString(), done.problem().orElse("").contains("its Dynomite hangs"));
    assertEquals(Collections.singleton("old"), two.here.libraries.keySet());

    two.hangs = false;
    repair(two, true, true, FIT);
    assertEquals(two.peer(0).libraries, two.here.libraries);
  }

  @Test
  public void theOnlyOtherCopyThatLacksTooManyKeysRemovesNone() throws InterruptedException {
    two.here.set("a", "mine").set("b", "mine");
    two.peer(0).set("a", "its");
    two.whyNoRemoval = Optional.of("it lacks too many keys");

    PeerRepair done = one(repair(two, true, true, FIT));

    assertEquals(done.toString(), 1, done.repaired());
    assertEquals(Collections.singletonMap("it lacks too many keys", 1L), done.reasons());
    assertEquals("its", two.here.get("a"));
    assertEquals("mine", two.here.get("b"));
  }

  @Test
  public void itIsKnownBeforehandThatOnePeerIsNotFollowed() {
    String why = Repair.whyInVain(two.peers(), false).get();
    assertTrue(why, why.startsWith("it changes nothing and only reports what differs: with one"));
    assertTrue(why, why.contains("To take the peer's copy, run 'start --strategy delta --force'"));
    assertEquals(Optional.empty(), Repair.whyInVain(two.peers(), true));
    assertEquals(Optional.empty(), Repair.whyInVain(three.peers(), false));
  }

  @Test
  public void rightAfterTheOwnWarmUpOnePeerIsFollowed() throws InterruptedException {
    two.all("same", "1");
    two.here.set("a", "mine").set("only here", "1").set(4, "in another", "mine", -1);
    two.peer(0).set("a", "its").set("b", "its").set(4, "in another", "its", -1);

    List<PeerComparison> found = repair(two, true, false, FIT);

    assertEquals("its", two.here.get("a"));
    assertEquals("its", two.here.get("b"));
    assertEquals("its", two.here.get(4, "in another"));
    assertEquals("1", two.here.get("only here"));
    assertEquals(3, one(found).repaired());
    assertEquals(Collections.singletonMap(RepairPolicy.NO_DELETES, 1L), one(found).reasons());
    assertEquals(1, found.get(0).remaining());
  }

  @Test
  public void whatOnlyThisNodeHasGoesAwayWhereThatIsWanted() throws InterruptedException {
    two.all("same", "1");
    two.here.set("only here", "1");
    assertEquals(1, one(repair(two, true, true, FIT)).repaired());
    assertEquals(Collections.singleton("same"), two.here.keys());
  }

  @Test
  public void whatTwoPeersShareIsFollowed() throws InterruptedException {
    three.all("same", "1").all("a", "theirs").all("large", LONG_TEXT);
    three.here.set("a", "mine").set("large", "no").set("only here", "1");

    List<PeerComparison> found = repair(three, false, true, FIT);

    assertEquals("theirs", three.here.get("a"));
    assertEquals(LONG_TEXT, three.here.get("large"));
    assertNull(three.here.get("only here"));
    for (PeerComparison peer : found) {
      assertEquals(peer.toString(), 3, peer.repair().get().repaired());
      assertEquals(peer.toString(), 0, peer.remaining());
    }
  }

  @Test
  public void whereThePeersDoNotShareAValueItStays() throws InterruptedException {
    three.here.set("a", "mine");
    three.peer(0).set("a", "its");
    three.peer(1).set("a", "another");

    assertLeft(one(repair(three, true, true, FIT)), 1, RepairPolicy.NO_MAJORITY);
    assertEquals("mine", three.here.get("a"));
  }

  @Test
  public void oneOfTwoPeersDoesNotOutvoteThisNodeAndTheOther() throws InterruptedException {
    three.all("a", "right");
    three.peer(0).set("a", "wrong");

    PeerRepair done = one(repair(three, true, true, FIT));

    assertLeft(done, 1, "Redis 10.0.0.3:22122 holds what this node holds");
    assertEquals("right", three.here.get("a"));
  }

  /** A key that the first peer lacks but the second shares with this node must not be removed. */
  @Test
  public void aKeyThatOnePeerHasStays() throws InterruptedException {
    three.all("a", "1");
    three.peer(0).del("a");
    assertEquals(0, one(repair(three, true, true, FIT)).repaired());
    assertEquals("1", three.here.get("a"));
  }

  @Test
  public void aPeerWhoseCopyDoesNotCountIsNotFollowed() throws InterruptedException {
    three.here.set("a", "mine");
    three.peer(0).set("a", "its");
    three.peer(1).set("a", "its");
    Peer second = three.peers().get(1);

    PeerRepair done =
        one(
            repair(
                three,
                true,
                true,
                peer -> Optional.of("its Redis is loading").filter(why -> peer.equals(second))));

    assertLeft(done, 1, second + ": its Redis is loading");
    assertEquals("mine", three.here.get("a"));
  }

  @Test
  public void withoutOneOfThePeersThereIsNoMajority() throws InterruptedException {
    three.here.set("a", "mine");
    three.peer(0).set("a", "its");
    three.peer(1).calls =
        call -> {
          throw new WarmupException(Reason.REFUSED, "it refused the connection");
        };

    List<PeerComparison> found = repair(three, true, true, FIT);

    assertLeft(one(found), 1, three.peers().get(1) + ": it was not compared");
    assertEquals("mine", three.here.get("a"));
  }

  @Test
  public void aKeyThatIsWrittenToAllTheTimeIsLeft() throws InterruptedException {
    two.here.set("a", "0");
    two.peer(0).set("a", "its");
    int[] writes = {0};
    two.peer(0).calls =
        call -> {
          if (call.equals("dump")) {
            two.here.set("a", "written " + writes[0]++);
          }
        };

    PeerRepair done = one(repair(two, true, true, FIT));

    assertLeft(done, 1, Repair.WRITTEN);
    assertTrue(two.here.get("a"), two.here.get("a").startsWith("written"));
    assertTrue("tried a few times", writes[0] > 1 && writes[0] < 10);
  }

  @Test
  public void whatBecameTheSameByAWriteIsNotRepaired() throws InterruptedException {
    two.here.set("a", "old");
    two.peer(0).set("a", "new");
    two.time.after(1_500, () -> two.here.set("a", "new"));

    List<PeerComparison> found = repair(two, true, true, FIT);

    assertEquals(one(found).toString(), 0, one(found).repaired());
    assertEquals(one(found).toString(), 1, one(found).equalByNow());
    assertEquals(0, found.get(0).remaining());
  }

  @Test
  public void oneThatIsEndedSaysWhatItDidNotComeTo() throws InterruptedException {
    two.here.set("a", "mine");
    two.peer(0).set("a", "its");
    int[] looks = {0};
    two.here.calls =
        call -> {
          // The comparison looks twice, then the repair begins.
          if (call.equals("prints") && ++looks[0] == 3) {
            two.cancel.cancel("enough");
          }
        };

    PeerRepair done = one(repair(two, true, true, FIT));

    assertLeft(done, 1, Repair.ENDED);
    assertEquals("mine", two.here.get("a"));
  }

  @Test
  public void aPeerThatGoesAwayMeanwhileIsReportedAndNothingMoreIsDone()
      throws InterruptedException {
    two.here.set("a", "mine");
    two.peer(0).set("a", "its");
    two.peer(0).calls =
        call -> {
          if (call.equals("dump")) {
            throw new WarmupException(Reason.CONNECTION_LOST, "the connection was lost");
          }
        };

    List<PeerComparison> found = repair(two, true, true, FIT);

    assertEquals("the repair: the connection was lost", found.get(0).problem().get());
    assertLeft(one(found), 1, Repair.ENDED);
    assertEquals("mine", two.here.get("a"));
  }
}
