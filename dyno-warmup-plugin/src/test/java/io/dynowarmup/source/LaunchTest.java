// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.Evidence;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.time.ManualTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Tests which copy counts while all nodes of a cluster are started together. */
public class LaunchTest {
  private static final long YOUNG = 300;

  private static RankingRules rules(String runId, long keys) {
    String info = "run_id:" + runId + "\nuptime_in_seconds:9\ndb0:keys=" + keys + "\n";
    return RankingRules.of(keys, false, 3, Collections.emptyMap())
        .withYoungSeconds(YOUNG)
        .withLocal(
            LocalEvidence.of(
                new FakeRedis(new Endpoint("here", 22122)),
                RedisInfo.parse(info),
                new ManualTime()));
  }

  private static Facts node(String host, long keys) {
    return Facts.of(host).with("run_id", host).keys(keys).uptime(10);
  }

  private static Facts warming(String host, long keys) {
    return node(host, keys)
        .with("dyno_warmup_claim", NodeClaim.of("owner", host, 5, "1@host").text());
  }

  private static Facts cold(String host, long keys) {
    return node(host, keys).with("dyno_warmup_record", record(NodeRecord.State.COLD, host));
  }

  private static String record(NodeRecord.State state, String host) {
    return NodeRecord.of(state, NodeRecord.nodeName("dc", "rack-" + host), host, 5, "", "").text();
  }

  private static Candidate best(RankingRules rules, PeerFacts... facts) {
    return rank(rules, facts).get(0);
  }

  private static List<Candidate> rank(RankingRules rules, PeerFacts... facts) {
    return new SourceRanking(new Random(1)).rank(Arrays.asList(facts), rules);
  }

  @Test
  public void ofEmptyNodesThatAreAllBeingWarmedOneGoesFirst() {
    PeerFacts b = warming("b", 0).build();
    PeerFacts c = warming("c", 0).build();

    assertEquals(Warmth.AUTHORITY, best(rules("a", 0), b, c).warmth());
    assertEquals(Warmth.FIRST, best(rules("b", 0), warming("a", 0).build(), c).warmth());
    assertEquals(Warmth.FIRST, best(rules("c", 0), warming("a", 0).build(), b).warmth());
  }

  /** A copy may lack what was written before its node was started. */
  @Test
  public void ifClientsWriteAlreadyTheFirstNodeOnlyFetchesWhatItLacks() {
    assertEquals(Warmth.WARMING, best(rules("a", 70), warming("b", 75).build()).warmth());
    assertEquals(Warmth.FIRST, best(rules("b", 70), warming("a", 75).build()).warmth());
  }

  @Test
  public void aNodeWithoutItsDynomiteIsNotWaitedFor() {
    PeerFacts closed =
        node("c", 0)
            .build()
            .withEvidence(
                Evidence.NONE.withDynomite(DynomiteSign.doesNotServe("nothing listens there")));

    assertEquals(Warmth.AUTHORITY, best(rules("a", 0), warming("b", 0).build(), closed).warmth());
    assertEquals(
        Warmth.FIRST,
        rank(rules("b", 0), warming("a", 0).build(), closed).stream()
            .filter(c -> c.peer().redis().host().equals("a"))
            .findFirst()
            .get()
            .warmth());
  }

  @Test
  public void aReplicaIsBeingWarmedToo() {
    PeerFacts replica = node("c", 0).with("role", "slave").build();

    assertEquals(Warmth.FIRST, best(rules("b", 0), warming("a", 0).build(), replica).warmth());
  }

  @Test
  public void anEmptyNodeThatIsNotBeingWarmedIsTakenFirst() {
    Candidate best = best(rules("a", 0), warming("b", 0).build(), node("c", 0).build());

    assertEquals("c", best.peer().redis().host());
    assertEquals(Warmth.AUTHORITY, best.warmth());
  }

  @Test
  public void anEmptyNodeThatARunHasLeftColdHasNothingToLose() {
    assertEquals(Warmth.AUTHORITY, best(rules("b", 0), cold("a", 0).build()).warmth());
    assertEquals(Warmth.COLD, best(rules("b", 0), cold("a", 10).build()).warmth());
  }

  @Test
  public void itIsNoLaunchIfACopyIsOlderOrSilentOrReadFromDisk() {
    PeerFacts b = warming("b", 5).build();

    assertNotEquals(
        Warmth.AUTHORITY,
        best(rules("a", 0), b, Facts.failed("c", Reason.REFUSED, "refused")).warmth());
    assertEquals(
        Warmth.WARMING, best(rules("a", 0), warming("b", 5).uptime(YOUNG + 1).build()).warmth());
    assertEquals(
        Warmth.WARMING,
        best(rules("a", 0), warming("b", 5).with("rdb_last_load_keys_loaded", 5).build()).warmth());
    assertEquals(Warmth.WARMING, best(rules("a", 0).withWasWarm(true), b).warmth());
  }

  /** All others are empty or were not started yet, and the one that had the data died. */
  @Test
  public void aNodeThatHadKeysIsNoNodeThatWasNotStartedYet() {
    PeerFacts empty = node("b", 0).build();
    PeerFacts dead = Facts.failed("c", Reason.REFUSED, "nothing listens");
    RankingRules rules = rules("a", 0);

    assertEquals(Warmth.AUTHORITY, best(rules, empty, dead).warmth());
    assertEquals(
        Warmth.UNCOMPARED,
        best(rules.withSeenKeys(Collections.singletonMap(dead.peer(), 20_000L)), empty, dead)
            .warmth());
    assertEquals(Warmth.UNCOMPARED, best(rules.withWasWarm(true), empty, dead).warmth());
  }

  /** The sibling came back from an old dump, with keys that were deleted meanwhile. */
  @Test
  public void aWarmCopyIsNotMeasuredByOneThatIsCold() {
    PeerFacts warm =
        node("b", 20_000).with("dyno_warmup_record", record(NodeRecord.State.WARM, "b")).build();
    PeerFacts cold = cold("c", 50_000).build();

    assertEquals("b", best(rules("a", 0), warm, cold).peer().redis().host());
    assertEquals(
        "no record",
        "c",
        best(rules("a", 0), node("b", 20_000).build(), cold).peer().redis().host());
  }
}
