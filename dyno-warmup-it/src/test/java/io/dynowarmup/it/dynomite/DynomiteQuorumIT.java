// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RespClient;
import java.util.List;
import org.junit.Test;

/** The answer that a client gets when the answers of the other racks count. */
public class DynomiteQuorumIT extends DynomiteContract {
  private static final String NO_QUORUM = "-ERR Dynomite: Failed to achieve Quorum";

  public DynomiteQuorumIT(Kind kind) {
    super(kind);
  }

  @Test
  public void twoOfThreeRacksAreEnoughAndOneIsNot() {
    DynomiteCluster cluster = cluster(3, quorum("DC_SAFE_QUORUM"));
    RespClient client = client(cluster.node(0));
    assertEquals("+OK", client.call("SET", "a", "1"));
    assertEquals("1", client.call("GET", "a"));
    state(cluster.node(1), "STANDBY");
    assertEquals("+OK", client.call("SET", "b", "1"));
    state(cluster.node(2), "STANDBY");
    assertEquals(WRONG_STATE, client.call("SET", "c", "1"));
  }

  @Test
  public void anOkMayBeThatOfTheOtherRacks() {
    DynomiteCluster cluster = cluster(3, quorum("DC_SAFE_QUORUM"));
    state(cluster.node(0), "STANDBY");
    assertEquals("+OK", client(cluster.node(0)).call("SET", "a", "1"));
    assertEquals(null, get(cluster.node(0), "a"));
  }

  @Test
  public void answersThatDifferAreAnErrorOnlyWhereSafetyIsWanted() {
    DynomiteCluster safe = cluster(3, quorum("DC_SAFE_QUORUM"));
    countersDiffer(safe);
    assertEquals(NO_QUORUM, client(safe.node(0)).call("INCR", "counter"));
    DynomiteCluster plain = cluster(3, quorum("DC_QUORUM"));
    countersDiffer(plain);
    String answer = client(plain.node(0)).call("INCR", "counter");
    assertTrue(answer, List.of(":1", ":11", ":21").contains(answer));
  }

  private static void countersDiffer(DynomiteCluster cluster) {
    for (int rack = 0; rack < 3; rack++) {
      try (var jedis = cluster.node(rack).redis().client()) {
        jedis.set("counter", Integer.toString(10 * rack));
      }
    }
  }

  @Test
  public void aLonelyRackNeverAgreesSafelyWithItself() {
    RackNode node = single(quorum("DC_SAFE_QUORUM"));
    assertEquals(NO_QUORUM, client(node).call("SET", "a", "1"));
  }

  private static NodeSettings quorum(String consistency) {
    return NodeSettings.defaults().withConsistency(consistency, consistency);
  }
}
