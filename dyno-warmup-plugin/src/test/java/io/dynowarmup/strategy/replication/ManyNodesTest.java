// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.strategy.replication.ManyNodes.Result;
import java.util.Random;
import org.junit.AfterClass;
import org.junit.Test;

/** Tests that 100 nodes replaced at the same moment share 300 possible sources. */
public class ManyNodesTest {
  private static final int NODES = 100;
  private static final int PEERS = 300;
  private static final int RUNS = Integer.getInteger("many.runs", 5);
  private static final StringBuilder TABLE = new StringBuilder();

  private static long sameUptime(Random random) {
    return 2_000_000 + random.nextInt(10_000);
  }

  /**
   * Returns an uptime from an hour to centuries; each step is a twentieth longer than the previous
   * one.
   */
  private static long anyUptime(Random random) {
    return Math.round(3_600 * Math.pow(1.05, random.nextInt(PEERS)));
  }

  @AfterClass
  public static void table() {
    System.out.println(ManyNodes.HEADING);
    System.out.print(TABLE);
  }

  private static Result worst(String name, boolean ownPeers, boolean sameUptime) {
    Result worst = null;
    for (int seed = 1; seed <= RUNS; seed++) {
      Random random = new Random(seed);
      ManyNodes many = new ManyNodes(random);
      for (int i = 0; i < PEERS; i++) {
        many.peer(sameUptime ? sameUptime(random) : anyUptime(random));
      }
      for (int i = 0; i < NODES; i++) {
        // Either three other racks with one peer of this token each, or every peer holds the token.
        many.node(ownPeers ? p -> p % NODES : null, i);
      }
      Result result = many.run();
      assertEquals(name + ", seed " + seed + ": " + result, NODES, result.warmed());
      assertTrue(name + ", seed " + seed + ": " + result, result.mostSyncing() <= 3);
      worst = worst == null ? result : worst.worseOf(result);
    }
    TABLE.append(worst.line(name)).append('\n');
    return worst;
  }

  @Test
  public void aRackOfAHundredTokensTakesAsManySources() {
    Result r = worst("a whole rack, each node with its own 3 peers", true, true);
    assertEquals(NODES, r.leastSources());
    assertEquals(0, r.gaveWay());
  }

  @Test
  public void aRackWhosePeersAreOfAnyAgeDoesSoToo() {
    Result r = worst("the same, the peers' uptimes far apart", true, false);
    assertEquals(NODES, r.leastSources());
  }

  @Test
  public void ofOneTokenTheySpreadByLot() {
    Result r = worst("one token, 300 peers of the same uptime", false, true);
    assertTrue(r.toString(), r.leastSources() > 75);
    assertTrue(r.toString(), r.mostRounds() <= 2);
  }

  /** All nodes choose the source with the longest uptime, but only once. */
  @Test
  public void ofOneTokenAndAnyAgeTheyMeetOnceAndSpreadThen() {
    Result r = worst("one token, 300 peers, uptimes far apart", false, false);
    assertTrue(r.toString(), r.leastSources() > 70);
    assertTrue(r.toString(), r.mostRounds() <= 4);
  }
}
