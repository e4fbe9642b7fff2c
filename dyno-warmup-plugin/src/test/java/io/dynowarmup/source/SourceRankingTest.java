// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.time.ManualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

public class SourceRankingTest {
  private static final RankingRules RULES = rules(0, false);

  private static RankingRules rules(long localKeys, boolean forced) {
    return RankingRules.of(localKeys, forced, 3, Collections.emptyMap());
  }

  private static LocalEvidence here(String runId) {
    return LocalEvidence.of(
        new FakeRedis(new Endpoint("here", 22122)),
        RedisInfo.parse("run_id:" + runId),
        new ManualTime());
  }

  private static List<Candidate> rank(RankingRules rules, PeerFacts... facts) {
    return new SourceRanking(new Random(1)).rank(Arrays.asList(facts), rules);
  }

  private static List<String> eligible(List<Candidate> ranked) {
    return ranked.stream()
        .filter(Candidate::eligible)
        .map(c -> c.peer().redis().host())
        .collect(Collectors.toList());
  }

  private static String reason(List<Candidate> ranked, String host) {
    return ranked.stream()
        .filter(c -> c.peer().redis().host().equals(host))
        .findFirst()
        .get()
        .reason();
  }

  @Test
  public void fewestReplicasComeFirst() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").replicas(2).uptime(9_000_000).build(),
            Facts.of("b").replicas(1).build(),
            Facts.of("c").replicas(0).uptime(1).build());
    assertEquals(Arrays.asList("c", "b", "a"), eligible(r));
    assertEquals(
        Arrays.asList(1, 2, 3), r.stream().map(Candidate::rank).collect(Collectors.toList()));
  }

  @Test
  public void longestUptimeDecidesAmongEqualReplicas() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").uptime(100).build(),
            Facts.of("b").uptime(1000).build(),
            Facts.of("c").uptime(500).build());
    assertEquals(Arrays.asList("b", "c", "a"), eligible(r));
  }

  @Test
  public void afterASourceHasFailedTheUptimeDoesNotSendEachNodeToTheSameNextOne() {
    Set<String> first = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<Candidate> r =
          new SourceRanking(new Random(seed))
              .rank(
                  Arrays.asList(
                      Facts.of("a").uptime(1000).build(),
                      Facts.of("b").uptime(500).build(),
                      Facts.of("c").uptime(1).build(),
                      Facts.of("d").uptime(5000).replicas(1).build()),
                  RULES.withAnyUptime(true));
      first.add(eligible(r).get(0));
      assertEquals("d", eligible(r).get(3));
    }
    assertEquals(new HashSet<>(Arrays.asList("a", "b", "c")), first);
  }

  @Test
  public void uptimesWithinTenPercentOfTheLongestAreEqualAndDrawn() {
    Set<String> first = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<Candidate> r =
          new SourceRanking(new Random(seed))
              .rank(
                  Arrays.asList(
                      Facts.of("a").uptime(1000).build(),
                      Facts.of("b").uptime(900).build(),
                      Facts.of("c").uptime(899).build()),
                  RULES);
      first.add(eligible(r).get(0));
      assertEquals("c", eligible(r).get(2));
    }
    assertEquals(new HashSet<>(Arrays.asList("a", "b")), first);
  }

  @Test
  public void equalOnesAreDrawnAboutEvenly() {
    Map<String, Integer> first = new HashMap<>();
    Random random = new Random(42);
    for (int i = 0; i < 3000; i++) {
      List<Candidate> r =
          new SourceRanking(random)
              .rank(
                  Arrays.asList(
                      Facts.of("a").build(), Facts.of("b").build(), Facts.of("c").build()),
                  RULES);
      first.merge(eligible(r).get(0), 1, Integer::sum);
    }
    for (int n : first.values()) {
      assertTrue(first.toString(), n > 850 && n < 1150);
    }
  }

  @Test
  public void oneThatCouldNotBearASnapshotIsRefused() {
    LocalSide onlySnapshots =
        LocalSide.of(
            ServerFacts.of(RedisInfo.parse("")), LocalSide.Ways.SNAPSHOT, Optional.empty());
    RankingRules limited = RULES.withMaxMemoryPercent(90).withSide(onlySnapshots);
    List<Candidate> r =
        rank(
            limited,
            Facts.of("a").with("used_memory", 91_000_000).build(),
            Facts.of("b").with("used_memory_rss", 91_000_000).build(),
            Facts.of("c").with("used_memory", 90_000_000).build(),
            Facts.of("d")
                .with("used_memory_rss", 91_000_000)
                .with("total_system_memory", 0)
                .build());
    assertEquals(Arrays.asList("d", "c"), eligible(r));
    assertTrue(reason(r, "a"), reason(r, "a").contains("has too little memory for a snapshot"));
    assertTrue(reason(r, "b"), reason(r, "b").contains("91 %"));
    assertTrue(reason(r, "b"), reason(r, "b").contains("source.memory.percent"));
  }

  @Test
  public void oneThatCouldNotBearASnapshotComesLastIfItsKeysCanBeCopied() {
    List<Candidate> r =
        rank(
            RULES.withMaxMemoryPercent(90),
            Facts.of("a").with("used_memory", 91_000_000).build(),
            Facts.of("b").build());
    assertEquals(Arrays.asList("b", "a"), eligible(r));
    assertTrue(reason(r, "a"), reason(r, "a").contains("has too little memory for a snapshot"));
  }

  @Test
  public void oneThatMayNotBeAbleToForkComesLastAndStaysEligible() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").with("rdb_last_bgsave_status", "err").build(),
            Facts.of("b").with("used_memory", 81_000_000).build(),
            Facts.of("c").replicas(2).uptime(1).build());
    assertEquals("c", eligible(r).get(0));
    assertEquals(3, eligible(r).size());
    assertTrue(reason(r, "a"), reason(r, "a").contains("last BGSAVE failed"));
    assertTrue(reason(r, "b"), reason(r, "b").contains("may not be able to fork"));
    assertTrue(reason(r, "b"), reason(r, "b").contains("81.0 MB of 100.0 MB"));
  }

  @Test
  public void aPeerThatDoesNotAnswerKeepsItsOwnSentence() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.failed("a", Reason.REFUSED, "nothing listens"),
            Facts.failed("b", Reason.DENIED, "protected mode"),
            Facts.failed("c", Reason.TIME_OUT, "security group"),
            Facts.of("d").build());
    assertEquals(Arrays.asList("d"), eligible(r));
    assertEquals("nothing listens", reason(r, "a"));
    assertEquals("protected mode", reason(r, "b"));
    assertEquals("security group", reason(r, "c"));
    assertEquals(0, r.get(1).rank());
  }

  @Test
  public void aReplicaIsNoSource() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a")
                .with("role", "slave")
                .with("master_host", "10.0.0.1")
                .with("master_port", "22122")
                .build(),
            Facts.of("b").with("role", "sentinel").build(),
            Facts.of("c").with("role", "").build());
    assertTrue(eligible(r).isEmpty());
    assertEquals("is a replica of 10.0.0.1:22122", reason(r, "a"));
    assertTrue(reason(r, "b"), reason(r, "b").contains("sentinel"));
    assertTrue(reason(r, "c"), reason(r, "c").contains("does not say that it is a master"));
  }

  @Test
  public void oneThatIsLoadingIsNoSource() {
    List<Candidate> r =
        rank(RULES, Facts.of("a").with("loading", "1").with("loading_eta_seconds", "12").build());
    assertEquals("is loading its data set, done in about 12 s", reason(r, "a"));
  }

  @Test
  public void oneThatServesTooManyReplicasIsNoSource() {
    List<Candidate> r = rank(RULES, Facts.of("a").replicas(3).build());
    assertTrue(reason(r, "a"), reason(r, "a").contains("3 replicas; at most 3"));
    assertTrue(reason(r, "a"), reason(r, "a").contains("source.max.replicas"));
    RankingRules noLimit = RankingRules.of(0, false, 0, Collections.emptyMap());
    assertEquals(Arrays.asList("a"), eligible(rank(noLimit, Facts.of("a").replicas(300).build())));
  }

  @Test
  public void anEmptyOneIsNoSourceWhileAnotherIsNot() {
    List<Candidate> r = rank(RULES, Facts.of("a").keys(0).build(), Facts.of("b").keys(1).build());
    assertEquals(Arrays.asList("b"), eligible(r));
    assertTrue(reason(r, "a"), reason(r, "a").contains("is empty"));
  }

  @Test
  public void whatReplicasAndLoadingOnesHoldCountsToo() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").keys(0).build(),
            Facts.of("b").with("role", "slave").keys(50).build());
    assertTrue(eligible(r).isEmpty());
    r = rank(RULES, Facts.of("a").keys(0).build(), Facts.of("b").with("loading", 1).build());
    assertTrue(eligible(r).isEmpty());
  }

  @Test
  public void anEmptyClusterFitsAnEmptyNodeOnly() {
    PeerFacts a = Facts.of("a").keys(0).build();
    PeerFacts b = Facts.of("b").keys(0).build();
    List<Candidate> r = rank(RULES, a, b);
    assertEquals(2, eligible(r).size());
    assertTrue(reason(r, "a"), reason(r, "a").startsWith("empty, like every node with this token"));
    r = rank(rules(1, true), a, b);
    assertTrue(eligible(r).isEmpty());
    assertTrue(reason(r, "a"), reason(r, "a").contains("this node has 1 key"));
  }

  @Test
  public void fewerThanHalfTheKeysOfASiblingIsTooFew() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").keys(499).build(),
            Facts.of("b").keys(500).build(),
            Facts.of("c").keys(1000).build());
    assertEquals(new HashSet<>(Arrays.asList("b", "c")), new HashSet<>(eligible(r)));
    assertTrue(reason(r, "a"), reason(r, "a").contains("499 keys, fewer than half of the 1000"));
  }

  /** Populators loaded its keys, and most of them have been deleted since. */
  @Test
  public void theKeysOfADumpAreNoneThatASourceLacks() {
    String record = NodeRecord.ofDump("dc/c", "r-c", 5, "w1").text();
    PeerFacts loaded =
        Facts.of("c").keys(1000).with("run_id", "r-c").with("dyno_warmup_record", record).build();
    List<Candidate> r = rank(RULES, Facts.of("a").keys(499).build(), loaded);
    assertTrue(reason(r, "a"), eligible(r).contains("a"));
    assertEquals("a", eligible(r).get(0));
  }

  @Test
  public void aloneThereIsNothingToCompareWith() {
    assertEquals(Arrays.asList("a"), eligible(rank(RULES, Facts.of("a").keys(1).build())));
  }

  @Test
  public void farFewerKeysThanThisNodeNeedForce() {
    PeerFacts few = Facts.of("a").keys(10).build();
    List<Candidate> r = rank(rules(21, false), few);
    assertTrue(eligible(r).isEmpty());
    assertTrue(reason(r, "a"), reason(r, "a").contains("of the 21 of this node; force=true"));
    assertEquals(Arrays.asList("a"), eligible(rank(rules(20, false), few)));
    assertEquals(Arrays.asList("a"), eligible(rank(rules(21, true), few)));
  }

  @Test
  public void oneThatFailedEarlierInThisRunIsNotTakenAgain() {
    Map<Peer, String> failed = Collections.singletonMap(Facts.peer("a"), "killed after 3 s");
    List<Candidate> r =
        rank(
            RankingRules.of(0, false, 3, failed),
            Facts.of("a").build(),
            Facts.of("b").replicas(2).build());
    assertEquals(Arrays.asList("b"), eligible(r));
    assertEquals("failed earlier in this run: killed after 3 s", reason(r, "a"));
  }

  @Test
  public void theVerdictSaysWhatTheChoiceWentBy() {
    List<Candidate> r = rank(RULES, Facts.of("a").replicas(1).build());
    assertEquals("1000 keys, 1.0 MB of memory, 1 replica, up 1000 s", reason(r, "a"));
    assertTrue(r.get(0).verdict(true).chosen());
    assertTrue(r.get(0).verdict(true).eligible());
    assertFalse(r.get(0).verdict(false).chosen());
    assertTrue(r.get(0).toString(), r.get(0).toString().contains("rank 1"));
  }

  @Test
  public void aSlowForkIsMentioned() {
    List<Candidate> r = rank(RULES, Facts.of("a").with("latest_fork_usec", 2_500_000).build());
    assertTrue(reason(r, "a"), reason(r, "a").contains("its last fork took 2500 ms"));
  }

  @Test
  public void noPeerIsAnEmptyList() {
    assertTrue(rank(RULES).isEmpty());
  }

  @Test
  public void holdsForAnyFacts() {
    Random random = new Random(20);
    for (int round = 0; round < 3000; round++) {
      List<PeerFacts> facts = new ArrayList<>();
      for (int i = 0, n = random.nextInt(7); i < n; i++) {
        facts.add(any("h" + i, random));
      }
      RankingRules rules =
          RankingRules.of(
              random.nextInt(3) * 700, random.nextBoolean(), random.nextInt(5), failures(random));
      check(facts, rules, new SourceRanking(random).rank(facts, rules));
    }
  }

  private static Map<Peer, String> failures(Random random) {
    return random.nextInt(4) == 0
        ? Collections.singletonMap(Facts.peer("h0"), "broke")
        : Collections.emptyMap();
  }

  private static PeerFacts any(String host, Random r) {
    if (r.nextInt(6) == 0) {
      return Facts.failed(host, Reason.REFUSED, "refused");
    }
    long[] uptimes = {-1, 0, 1, 90, 99, 100, 5000, Long.MAX_VALUE};
    return Facts.of(host)
        .with("role", r.nextInt(6) == 0 ? "slave" : "master")
        .with("loading", r.nextInt(8) == 0 ? 1 : 0)
        .with("rdb_last_bgsave_status", r.nextInt(5) == 0 ? "err" : "ok")
        .replicas(r.nextInt(4))
        .keys(r.nextInt(4) * 400L)
        .uptime(uptimes[r.nextInt(uptimes.length)])
        .build();
  }

  private static void check(List<PeerFacts> facts, RankingRules rules, List<Candidate> ranked) {
    assertEquals(facts.size(), ranked.size());
    assertEquals(
        new HashSet<>(facts), ranked.stream().map(Candidate::facts).collect(Collectors.toSet()));
    long most = facts.stream().mapToLong(PeerFacts::keys).max().orElse(0);
    Candidate before = null;
    for (Candidate c : ranked) {
      PeerFacts f = c.facts();
      assertFalse(c.reason().isEmpty());
      if (c.eligible()) {
        assertTrue(f.answered() && f.isMaster() && !f.loading());
        assertFalse(rules.failedEarlier().containsKey(f.peer()));
        assertTrue(f.keys() > 0 || (most == 0 && rules.localKeys() == 0));
        boolean onlyAdds = rules.localKeys() > 0 && isUncompared(rules, facts, f);
        assertTrue(onlyAdds || 2 * f.keys() >= most);
        assertTrue(onlyAdds || rules.forced() || 2 * f.keys() >= rules.localKeys());
        assertTrue(rules.maxReplicas() == 0 || f.connectedReplicas() < rules.maxReplicas());
        if (before != null) {
          assertTrue("an eligible one after one that is not", before.eligible());
          assertEquals(before.rank() + 1, c.rank());
          assertInOrder(rules, facts, before.facts(), f);
        } else {
          assertEquals(1, c.rank());
        }
      } else {
        assertEquals(0, c.rank());
      }
      before = c;
    }
  }

  /**
   * Counts the doubts that rank a peer last: its last BGSAVE failed, it is eligible only by force,
   * or it is empty while another peer is silent.
   */
  private static int doubts(RankingRules rules, List<PeerFacts> all, PeerFacts f) {
    boolean uncompared = isUncompared(rules, all, f);
    boolean onlyAdds = uncompared && rules.localKeys() > 0;
    return (f.lastBgsaveOk() ? 0 : 1)
        + (2 * f.keys() < rules.localKeys() && !onlyAdds ? 1 : 0)
        + (uncompared ? 1 : 0);
  }

  private static boolean isUncompared(RankingRules rules, List<PeerFacts> all, PeerFacts f) {
    return f.keys() == 0 && all.stream().anyMatch(a -> a.silence().isPresent());
  }

  private static void assertInOrder(
      RankingRules rules, List<PeerFacts> all, PeerFacts better, PeerFacts worse) {
    assertTrue(doubts(rules, all, better) <= doubts(rules, all, worse));
    if (doubts(rules, all, better) != doubts(rules, all, worse)) {
      return;
    }
    assertTrue(better.keys() >= worse.keys());
    if (better.keys() == worse.keys()) {
      assertTrue(better.connectedReplicas() <= worse.connectedReplicas());
      if (better.connectedReplicas() == worse.connectedReplicas()) {
        assertTrue(
            better.uptimeSeconds().orElse(-1) >= worse.uptimeSeconds().orElse(-1) / 10 * 9 - 1);
      }
    }
  }

  @Test
  public void clearlyMoreKeysCountBeforeReplicasAndUptime() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").keys(11_000).uptime(9_000_000).build(),
            Facts.of("b").keys(20_000).uptime(10).replicas(2).build(),
            Facts.of("c").keys(18_000).uptime(5).replicas(1).build());
    assertEquals(Arrays.asList("c", "b", "a"), eligible(r));
    assertTrue(reason(r, "a"), reason(r, "a").contains("has 11000 keys, 9000 fewer than another"));
    assertEquals(
        Collections.singletonList("has 11000 keys, 9000 fewer than another node with this token"),
        r.get(2).warnings());
    assertEquals(Collections.emptyList(), r.get(1).warnings());
  }

  @Test
  public void thisNodeItselfIsNeverItsOwnSource() {
    for (boolean forced : new boolean[] {false, true}) {
      List<Candidate> r =
          rank(
              rules(100, forced).withLocal(here("abc")),
              Facts.of("a").with("run_id", "abc").keys(90_000).build(),
              Facts.of("b").with("run_id", "def").keys(10_000).build());
      assertEquals(Collections.singletonList("b"), eligible(r));
      assertTrue(reason(r, "a"), reason(r, "a").contains("is this node itself"));
    }
  }

  @Test
  public void oneRedisThatIsListedTwiceIsOneCandidate() {
    List<Candidate> r =
        rank(
            RULES,
            Facts.of("a").with("run_id", "abc").build(),
            Facts.of("b").with("run_id", "abc").build(),
            Facts.of("c").build(),
            Facts.of("d").build());
    assertEquals(new HashSet<>(Arrays.asList("a", "c", "d")), new HashSet<>(eligible(r)));
    assertTrue(reason(r, "b"), reason(r, "b").contains("is the same Redis as a:22122"));
  }
}
