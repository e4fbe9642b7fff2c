// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.Keeper;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.strategy.copy.CopyStrategy;
import io.dynowarmup.strategy.replication.ReplicationStrategy;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.RingOrder;
import io.dynowarmup.topology.ring.Tokens;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.Test;

/** Tests the decision about a part of a node's range. */
public class ShareDecisionTest {
  /** The node 100 has left this node's rack, so this node owns (0, 200]. */
  private static final String GAP = "x:1:r1:d1:0 a:1:r2:d1:0 b:1:r2:d1:100 c:1:r2:d1:200";

  private static Topology topology() {
    return new TopologyResolver(
            url -> {
              throw new AssertionError("no call is expected");
            })
        .resolve(
            ExplicitTopology.builder()
                .tokens(Tokens.parse("200"))
                .rack("r1")
                .datacenter("d1")
                .redisHost("h")
                .redisPort(1)
                .peers(PeersText.parse(GAP))
                .build(),
            Optional.empty());
  }

  private static SourceDecision with(String strategy) {
    Topology topology = topology();
    RingOrder order =
        new RingOrder(Collections.singleton("h"), "r1", "d1", peer -> OptionalLong.empty());
    SourceShare part =
        RangePlan.of(topology, topology.otherRings(), order)
            .get()
            .next(Collections.emptyList())
            .get();
    PeerFacts facts =
        PeerFacts.of(
            part.candidates().get(0),
            RedisInfo.parse("run_id:r\nrole:master\nuptime_in_seconds:100000\ndb0:keys=100\n"));
    Candidate source =
        new SourceRanking(new Random(1))
            .rank(
                Collections.singletonList(facts),
                RankingRules.of(0, true, 0, Collections.emptyMap()))
            .get(0);
    WarmupConfig config =
        WarmupConfig.from(
            new MapConfig(
                Collections.singletonMap(WarmupConfig.PREFIXES.get(0) + "strategy", strategy)));
    return SourceDecision.of(
        new SourceFacts(
                source,
                RedisInfo.parse("run_id:l\nrole:master\n"),
                Arrays.asList(new ReplicationStrategy(), new CopyStrategy(), new Keeper()),
                WarmupRequest.atStartup(),
                config)
            .anotherRange(topology.whyAnotherRange())
            .share(part, Optional.empty()));
  }

  @Test
  public void aReplicationIsRefusedWithTheReasonAndTheRemedy() {
    RunResult result = with("replication").refusal().get();
    assertEquals(Reason.STRATEGY_CANNOT, result.code().get());
    assertEquals(
        "no peer has this node's token and its range (c:1 (rack r2, d1) has the token, but its rack"
            + " has the tokens [0, 100, 200], and this rack the tokens [0, 200]: a node may have"
            + " left the topology), and replication cannot copy a part of a source's keys; set"
            + " strategy=auto or strategy=copy",
        result.text());
  }

  @Test
  public void theRemedyHelps() {
    assertFalse(with("auto").refusal().isPresent());
    assertFalse(with("copy").refusal().isPresent());
    assertTrue(with("copy").text(), with("copy").text().startsWith("copy"));
  }
}
