// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.Facts;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.RingOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.Test;

/** Two racks of a new ring beside one of the old ring, in one data centre. */
public class NewRingTest {
  private static final long YOUNG = 300;

  /** This node is r1, with 2000 of the tokens 1000, 2000, 3000. */
  private static final String NEW =
      "x:1:r1:dc:1000 y:1:r1:dc:3000 e:1:r2:dc:1000 peer:1:r2:dc:2000 g:1:r2:dc:3000 ";

  /** Node a holds 500 of 1,500 hashes for this node, node b 500 of 2,500. */
  private static final String OLD = "a:1:old:dc:1500 b:1:old:dc:4000 c:1:old:dc:0";

  private static Topology topology(String peers) {
    return RangePlanTest.topology("2000", peers.replace(":dc:", ":new:"));
  }

  private static Candidate candidate(Facts facts) {
    return new SourceRanking(new Random(1))
        .rank(
            Collections.singletonList(facts.build()),
            RankingRules.of(0, false, 0, Collections.emptyMap()))
        .get(0);
  }

  private static Facts peer(long uptime, long keys) {
    return Facts.of("peer").with("run_id", "p").uptime(uptime).keys(keys);
  }

  private static boolean mayBeAsNew(Facts peer, String peers) {
    return NewRing.besidePeerAsNew(Optional.of(candidate(peer)), topology(peers), YOUNG)
        .isPresent();
  }

  @Test
  public void aPeerOfTheNewRingThatIsYoungOrEmptyMayBeAsNewAsThisNode() {
    assertTrue(mayBeAsNew(peer(YOUNG, 500), NEW + OLD));
    assertTrue(mayBeAsNew(peer(5_000, 0), NEW + OLD));
    assertFalse(mayBeAsNew(peer(YOUNG + 1, 500), NEW + OLD));
    assertFalse("no old ring", mayBeAsNew(peer(YOUNG, 500), NEW));
    assertFalse(NewRing.besidePeerAsNew(Optional.empty(), topology(NEW + OLD), YOUNG).isPresent());
  }

  @Test
  public void aRecordThatItWasWarmedShowsThatItIsNot() {
    String warm = NodeRecord.of(NodeRecord.State.WARM, "dc/rack-peer", "p", 1, "", "").text();
    assertFalse(mayBeAsNew(peer(YOUNG, 500).with("dyno_warmup_record", warm), NEW + OLD));
  }

  /** Its rack was in service before. */
  @Test
  public void aPeerThatWasRestartedFromItsDiskIsNotNew() {
    Facts restarted = peer(30, 20_000).with("rdb_last_load_keys_loaded", 20_000);
    assertFalse(mayBeAsNew(restarted, NEW + OLD));
    assertTrue(mayBeAsNew(peer(30, 0).with("rdb_last_load_keys_loaded", 20_000), NEW + OLD));
  }

  /**
   * @param a the keys of node a, which holds the first half of this node's range
   */
  private static RingKeys keys(long a, Optional<Long> b) throws InterruptedException {
    Topology topology = topology(NEW + OLD);
    RingOrder order =
        new RingOrder(Collections.singleton("h"), "r1", "new", peer -> OptionalLong.empty());
    RangePlan plan = RangePlan.of(topology, topology.otherRings(), order).get();
    Map<String, Long> keys = new HashMap<>();
    keys.put("a", a);
    b.ifPresent(n -> keys.put("b", n));
    return RingKeys.of(
        plan,
        part -> {
          String host = part.candidates().get(0).redis().host();
          return Optional.ofNullable(keys.get(host)).map(n -> candidate(Facts.of(host).keys(n)));
        });
  }

  /** A rack that has lost a node holds fewer keys: the neighbour never got those of the node. */
  @Test
  public void theOldRingIsTheSourceUnlessItHoldsClearlyFewerKeys() throws Exception {
    RingKeys all = keys(3_000, Optional.of(5_000L));
    assertTrue(all.outweigh(candidate(peer(YOUNG, 0))));
    assertTrue(all.outweigh(candidate(peer(YOUNG, 2_222))));
    assertFalse(all.outweigh(candidate(peer(YOUNG, 2_223))));
  }

  @Test
  public void anOwnerThatDoesNotAnswerMayHoldMore() throws Exception {
    assertTrue(keys(3_000, Optional.empty()).outweigh(candidate(peer(YOUNG, 5_000))));
    assertEquals(false, keys(3_000, Optional.of(0L)).outweigh(candidate(peer(YOUNG, 5_000))));
  }
}
