// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** Compares a node in memory with its peers, with writes at the worst moments. */
public class VerifierTest {
  private final MemoryNodes nodes = new MemoryNodes(1);

  private PeerComparison full() throws InterruptedException {
    return nodes.compare(0).get(0);
  }

  private static void assertFound(PeerComparison found, String text) {
    assertTrue(found.toString(), found.toString().contains(": " + text + " in doubt"));
  }

  @Test
  public void whatDiffersIsCountedByWhatItIs() throws InterruptedException {
    nodes.all("same", "1").all("same too", "2");
    nodes.here.set("a", "1").set("only here", "1").set(0, "expires", "1", 100_000);
    nodes.peer(0).set("a", "2").set("only there", "1").set(3, "elsewhere", "1", -1);
    nodes.peer(0).set(0, "expires", "1", 103_000);

    PeerComparison found = full();

    assertFound(found, "7 compared, 2 equal, 2 different, 2 missing here, 1 missing there, 0");
    assertTrue(
        found.examples().toString(),
        found.examples().contains("db3 elsewhere: here missing, there string of 1 byte"));
  }

  @Test
  public void nothingIsWaitedForWhereAllIsTheSame() throws InterruptedException {
    nodes.all("a", "1").all("b", "2");
    nodes.here.set(0, "soon", "1", 10_000);
    nodes.peer(0).set(0, "soon", "1", 11_999);

    assertFound(full(), "3 compared, 3 equal, 0 different, 0 missing here, 0 missing there, 0");
    assertEquals(0, nodes.time.elapsedMillis());
  }

  @Test
  public void aWriteThatWasOnItsWayIsEqual() throws InterruptedException {
    nodes.here.set("a", "1");
    nodes.peer(0).set("a", "2").set("b", "1");
    nodes.time.after(500, () -> nodes.here.set("a", "2").set("b", "1"));

    assertFound(full(), "2 compared, 2 equal, 0 different, 0 missing here, 0 missing there, 0");
    assertEquals("one settle time", 1_000, nodes.time.elapsedMillis());
  }

  @Test
  public void whatMovesOnBothSidesIsInDoubt() throws InterruptedException {
    nodes.here.set("a", "1");
    nodes.peer(0).set("a", "2");
    nodes.time.after(
        500,
        () -> {
          nodes.here.set("a", "3");
          nodes.peer(0).set("a", "4");
        });

    assertFound(full(), "1 compared, 0 equal, 0 different, 0 missing here, 0 missing there, 1");
  }

  @Test
  public void whatStandsStillOnOneSideIsDifferent() throws InterruptedException {
    nodes.here.set("a", "1");
    nodes.peer(0).set("a", "2");
    nodes.time.after(500, () -> nodes.peer(0).set("a", "3"));

    assertFound(full(), "1 compared, 0 equal, 1 different, 0 missing here, 0 missing there, 0");
  }

  @Test
  public void whatHasGoneFromBothSidesMeanwhileIsNothing() throws InterruptedException {
    nodes.here.set("a", "1");
    nodes.time.after(500, () -> nodes.here.del("a"));

    assertFound(full(), "0 compared, 0 equal, 0 different, 0 missing here, 0 missing there, 0");
  }

  @Test
  public void keysOfOurOwnDoNotCount() throws InterruptedException {
    nodes.here.set("__dyno_warmup:marker:1", "1");
    nodes.peer(0).set("__dyno_warmup:copy", "1").set("__dyno_warmup", "not ours");

    assertFound(full(), "1 compared, 0 equal, 0 different, 1 missing here, 0 missing there, 0");
  }

  @Test
  public void aLargeKeyIsComparedInPieces() throws InterruptedException {
    String text = String.join("", Collections.nCopies(200, "x"));
    nodes.all("same", text);
    nodes.here.set("other", text);
    nodes.peer(0).set("other", text.replace("xx", "xy"));

    assertFound(full(), "2 compared, 1 equal, 1 different, 0 missing here, 0 missing there, 0");
  }

  @Test
  public void aSampleTakesKeysOfBothSides() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      nodes.all("key" + i, "1");
    }
    PeerComparison found = nodes.compare(20).get(0);
    assertEquals(found.toString(), 20, found.compared());
    assertEquals(found.toString(), 20, found.equal());
  }

  /** As for a user that may not SCAN. */
  @Test
  public void aSampleIsCompleteEvenIfEachRequestReturnsFewKeys() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      nodes.all("key" + i, "1");
    }
    nodes.peer(0).mostRandomKeys = 3;
    assertEquals(20, nodes.compare(20).get(0).compared());
  }

  @Test
  public void aSideWithFewKeysGivesEachOfThemOnce() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      nodes.here.set("key" + i, "1");
    }
    nodes.peer(0).set("key1", "1").set("key2", "1");
    assertEquals(12, nodes.compare(20).get(0).compared());
  }

  @Test
  public void aSampleIsNoLargerThanWhatThereIs() throws InterruptedException {
    nodes.all("a", "1").all("b", "2").all("c", "3");
    assertEquals(6, nodes.compare(10_000).get(0).compared());
  }

  @Test
  public void aSampleOfEmptyOnesEnds() throws InterruptedException {
    assertEquals(0, nodes.compare(20).get(0).compared());
  }

  @Test
  public void itEndsOnASignalAndSaysWhatItHadFound() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      nodes.all("key" + i, "1");
    }
    int[] pages = {0};
    nodes.peer(0).calls =
        call -> {
          if (call.equals("SCAN") && ++pages[0] == 5) {
            nodes.cancel.cancel("enough");
          }
        };
    long compared = full().compared();
    assertTrue(compared + " keys", compared > 0 && compared < 100);
  }

  @Test
  public void aPeerThatGoesAwayIsReportedAndTheNextOneIsCompared() throws InterruptedException {
    MemoryNodes three = new MemoryNodes(2);
    three.all("a", "1").all("b", "2").all("c", "3").all("d", "4");
    int[] pages = {0};
    three.peer(0).calls =
        call -> {
          if (call.equals("SCAN") && ++pages[0] == 2) {
            throw new WarmupException(Reason.REFUSED, "it refused the connection");
          }
        };

    List<PeerComparison> found = three.compare(0);

    assertEquals("it refused the connection", found.get(0).problem().get());
    assertEquals(3, found.get(0).compared());
    assertFalse(found.get(1).problem().isPresent());
    assertEquals(4, found.get(1).equal());
  }

  private static int largestPage(String statsHere, String statsThere) throws InterruptedException {
    MemoryNodes two = new MemoryNodes(1);
    for (int i = 0; i < 60; i++) {
      two.all("key" + i, "1");
    }
    two.here.stats = statsHere;
    two.peer(0).stats = statsThere;
    two.compare(0);
    return two.peer(0).largestPage;
  }

  /** Scripts of 500 keys at once would delay the other clients of either side. */
  @Test
  public void scriptsAreLongOnlyWhileNoOtherClientUsesEitherSide() throws InterruptedException {
    String idle = "total_reads_processed:10\r\ninstantaneous_ops_per_sec:3\r\n";
    String busy = "total_reads_processed:10\r\ninstantaneous_ops_per_sec:3000\r\n";

    assertEquals(500, largestPage(idle, idle));
    assertEquals(30, largestPage(busy, idle));
    assertEquals(30, largestPage(idle, busy));
    assertEquals("a server that does not tell counts as busy", 30, largestPage("", ""));
  }

  @Test
  public void theLoadOfTheSourceIsMeasuredEvenAfterThisNodeRefusedInfo()
      throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      nodes.all("key" + i, "1");
    }
    nodes.here.stats = "total_reads_processed:10\r\ninstantaneous_ops_per_sec:3\r\n";
    nodes.peer(0).stats = nodes.here.stats;
    int[] refusals = {1};
    nodes.here.calls =
        call -> {
          nodes.time.advance(call.equals("prints") ? 600 : 0);
          if (call.equals("stats") && refusals[0]-- > 0) {
            throw new WarmupException(Reason.REDIS_ERROR, "ERR not now");
          }
        };
    int[] pages = {0};
    int[] largest = {0};
    nodes.peer(0).calls =
        call -> {
          if (call.equals("SCAN")) {
            pages[0]++;
            if (pages[0] == 4) {
              largest[0] = nodes.peer(0).largestPage;
            } else if (pages[0] == 6) {
              nodes.peer(0).largestPage = 0;
            }
            if (pages[0] >= 4) {
              nodes.peer(0).stats = "total_reads_processed:" + pages[0] * 100_000 + "\r\n";
            }
          }
        };

    full();

    assertEquals("both are idle", 500, largest[0]);
    assertEquals("the source is busy", 30, nodes.peer(0).largestPage);
  }

  /** The connection to this node may wait for the reply to a comparison. */
  @Test
  public void theLoadIsMeasuredAfterEachReply() throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      nodes.all("key" + i, "1");
    }
    nodes.peer(0).calls = call -> nodes.time.advance(call.equals("SCAN") ? 600 : 0);

    assertEquals(30, full().equal());
  }

  @Test
  public void progressIsReportedOnTheWay() throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      nodes.all("key" + i, "1");
    }
    full();
    assertFalse(nodes.told.isEmpty());
    long last = 0;
    for (List<PeerComparison> one : nodes.told) {
      assertTrue("never backwards", one.get(0).compared() >= last);
      last = one.get(0).compared();
      assertEquals(30, one.get(0).expected().getAsLong());
    }
    assertTrue("told in between", nodes.told.size() > 5);
  }
}
