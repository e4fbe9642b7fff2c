// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.ClockOffset;
import io.dynowarmup.source.probe.ClockReading;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.Evidence;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.Share;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.time.ManualTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;

/** Checks what follows from the clock, the Dynomite and the keys of a candidate. */
public class EvidenceRulesTest {
  private static final Endpoint HERE = new Endpoint("here", 22122);

  private static RankingRules rules(long keys) {
    return rules(keys, false);
  }

  private static RankingRules rules(long keys, boolean forced) {
    return RankingRules.of(keys, forced, 3, Collections.emptyMap())
        .withLocal(
            LocalEvidence.of(new FakeRedis(HERE), RedisInfo.parse("run_id:x"), new ManualTime()));
  }

  private static PeerFacts facts(String host, Evidence evidence) {
    return Facts.of(host).build().withEvidence(evidence);
  }

  private static Evidence overlap(Map<String, Integer> percents) {
    Map<Endpoint, Share> shares = new HashMap<>();
    percents.forEach((host, n) -> shares.put(new Endpoint(host, 22122), new Share(n, 100)));
    return Evidence.NONE
        .withHolds(shares)
        .withHeldHere(
            percents.containsKey("here") ? new Share(percents.get("here"), 100) : Share.UNKNOWN);
  }

  private static Map<String, Integer> map(Object... pairs) {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (Integer) pairs[i + 1]);
    }
    return map;
  }

  private static List<Candidate> rank(RankingRules rules, PeerFacts... facts) {
    return new SourceRanking(new Random(1)).rank(Arrays.asList(facts), rules);
  }

  private static List<String> eligible(List<Candidate> ranked) {
    return ranked.stream()
        .filter(Candidate::eligible)
        .map(c -> c.peer().redis().host())
        .sorted()
        .collect(Collectors.toList());
  }

  @Test
  public void aClockMoreThanAMinuteAwayIsRefusedWhereExpiryTimesAreAbsolute() {
    PeerFacts far = facts("a", Evidence.NONE.withOffset(new ClockOffset(-3_600_000, 5)));
    assertTrue(eligible(rank(rules(0).withAbsoluteExpiries(true), far)).isEmpty());
    List<Candidate> relative = rank(rules(0), far, facts("b", Evidence.NONE));
    assertEquals("b", relative.get(0).peer().redis().host());
    assertTrue(relative.get(1).reason(), relative.get(1).reason().contains("3600.0 s behind"));
  }

  /** HPEXPIREAT and DUMP carry the time at which a field expires. */
  @Test
  public void itIsRefusedForFieldsThatExpireWhateverTheStrategy() {
    Evidence hour = Evidence.NONE.withOffset(new ClockOffset(-3_600_000, 5));
    Evidence seconds = Evidence.NONE.withOffset(new ClockOffset(-5_000, 5));
    for (String fields : new String[] {"subexpiry=3", "keys_with_volatile_items=3"}) {
      PeerFacts facts =
          Facts.of("a").with("db0", "keys=1000,expires=0,avg_ttl=0," + fields).build();
      Candidate far = rank(rules(0), facts.withEvidence(hour)).get(0);
      assertFalse(far.eligible());
      assertTrue(far.reason(), far.reason().contains("hashes with fields that expire"));
      assertTrue(rank(rules(0, true), facts.withEvidence(hour)).get(0).eligible());
      assertTrue(rank(rules(0), facts.withEvidence(seconds)).get(0).eligible());
    }
  }

  @Test
  public void aClockMoreThanTwoSecondsAwayIsSaidUnlessTheWayThereExplainsIt() {
    assertEquals(
        Collections.singletonList(
            "has a clock 2.5 s ahead of this node's: keys would expire late here"),
        rank(rules(0), facts("a", Evidence.NONE.withOffset(new ClockOffset(2_500, 100))))
            .get(0)
            .warnings());
    assertTrue(
        rank(rules(0), facts("a", Evidence.NONE.withOffset(new ClockOffset(2_500, 600))))
            .get(0)
            .warnings()
            .isEmpty());
  }

  @Test
  public void theTripIsNotTakenForAnOffset() {
    ManualTime time = new ManualTime();
    ClockReading here = read(time, 10, 0);
    time.advance(5_000);
    ClockOffset offset = read(time, 400, 0).aheadOf(here);
    assertFalse(offset.toString(), offset.noticeable());
    assertTrue(read(time, 400, 61_000).aheadOf(here).apart());
  }

  private static ClockReading read(ManualTime time, long tripMillis, long aheadMillis) {
    return ClockReading.of(
            new FakeRedis(HERE) {
              @Override
              public OptionalLong timeMicros() {
                time.advance(tripMillis / 2);
                long micros = time.nanos() / 1_000 + aheadMillis * 1_000;
                time.advance(tripMillis / 2);
                return OptionalLong.of(micros);
              }
            },
            time)
        .get();
  }

  @Test
  public void oneThatSharesNothingWithThisNodeAndItsSiblingsIsNotTaken() {
    PeerFacts foreign = facts("a", overlap(map("here", 0, "b", 0)));
    PeerFacts good = facts("b", overlap(map("here", 97, "a", 1)));
    assertEquals(Collections.singletonList("b"), eligible(rank(rules(500), foreign, good)));
    assertTrue(eligible(rank(rules(500), foreign)).isEmpty());
    assertEquals(
        Collections.singletonList("a"), eligible(rank(rules(500).withNamed(true), foreign)));
    assertEquals(Collections.singletonList("a"), eligible(rank(rules(0), foreign)));
  }

  @Test
  public void theMajorityOrALiveDynomiteDecidesWhichPeerIsForeign() {
    PeerFacts a = facts("a", overlap(map("b", 0, "c", 0)));
    PeerFacts b = facts("b", overlap(map("a", 0, "c", 99)));
    PeerFacts c = facts("c", overlap(map("a", 0, "b", 98)));
    assertEquals(Arrays.asList("b", "c"), eligible(rank(rules(0), a, b, c)));
    PeerFacts d = facts("d", overlap(map("a", 0)));
    PeerFacts a2 = facts("a", overlap(map("d", 0)));
    assertTrue(eligible(rank(rules(0), a2, d)).isEmpty());
    PeerFacts alive = d.withEvidence(d.evidence().withDynomite(DynomiteSign.normal()));
    assertEquals(Collections.singletonList("d"), eligible(rank(rules(0), a2, alive)));
  }

  @Test
  public void oneWithoutADynomiteNeedsSomethingElseThatVouchesForIt() {
    DynomiteSign absent = DynomiteSign.doesNotServe("does not run").absent();
    Evidence alone = Evidence.NONE.withDynomite(absent);
    assertTrue(unproven(rules(0), facts("a", alone)).startsWith("is not known to be of this"));
    assertTrue(
        unproven(
                rules(0),
                facts("a", Evidence.NONE.withDynomite(DynomiteSign.unknown("?").absent())))
            .contains("no Dynomite listens"));
    assertEquals("", unproven(rules(0).withNamed(true), facts("a", alone)));
    assertEquals(
        "", unproven(rules(0).withYoungSeconds(300).withSourceDecided(true), facts("a", alone)));
    assertEquals(
        "",
        unproven(rules(0), facts("a", Evidence.NONE.withDynomite(DynomiteSign.doesNotServe("x")))));
    assertEquals("", unproven(rules(9), facts("a", overlap(map("here", 60)).withDynomite(absent))));
    assertEquals(
        "",
        unproven(
            rules(0),
            facts("a", overlap(map("b", 60)).withDynomite(absent)),
            facts("b", overlap(map("a", 60)))));
    assertEquals("", unproven(rules(0), Facts.of("a").keys(0).build().withEvidence(alone)));
  }

  private static String unproven(RankingRules rules, PeerFacts... facts) {
    return rank(rules, facts).stream()
        .filter(c -> c.peer().redis().host().equals("a"))
        .findFirst()
        .get()
        .unproven()
        .orElse("");
  }

  @Test
  public void aDeadDynomiteComesLastAndOneThatIsNotKnownInBetween() {
    PeerFacts dead = facts("a", Evidence.NONE.withDynomite(DynomiteSign.doesNotServe("is dead")));
    PeerFacts unknown =
        facts("b", Evidence.NONE.withDynomite(DynomiteSign.unknown("is not known")));
    PeerFacts alive = facts("c", Evidence.NONE.withDynomite(DynomiteSign.normal()));
    List<String> order =
        rank(rules(0), dead, unknown, alive).stream()
            .map(c -> c.peer().redis().host())
            .collect(Collectors.toList());
    assertEquals(Arrays.asList("c", "b", "a"), order);
  }

  @Test
  public void aShareIsBelowItsUpperBoundWithCertainty() {
    assertTrue(new Share(0, 20).upperBound() < 0.5);
    assertTrue(new Share(5, 20).upperBound() > 0.5);
    assertTrue(new Share(150, 300).upperBound() > 0.5);
    assertTrue(new Share(100, 300).upperBound() < 0.5);
  }

  @Test
  public void onePeerWhoseMemoryIsFullComesLastUnlessItEvicts() {
    Facts full = Facts.of("a").uptime(9_000).with("maxmemory", 900_000);
    PeerFacts other = Facts.of("b").build();
    assertEquals("b", best(full.with("maxmemory_policy", "noeviction").build(), other));
    assertEquals("a", best(full.with("mem_not_counted_for_evict", 200_000).build(), other));
    full.with("mem_not_counted_for_evict", 0);
    assertEquals("a", best(full.with("maxmemory_policy", "allkeys-lru").build(), other));
  }

  private static String best(PeerFacts... peers) {
    return rank(rules(0), peers).get(0).peer().redis().host();
  }

  @Test
  public void onePeerThatRefusesWritesForLackOfReplicasComesLast() {
    PeerFacts refuses = Facts.of("a").with("min_slaves_good_slaves", "0").uptime(9_000).build();
    PeerFacts enough = Facts.of("b").with("min_slaves_good_slaves", "1").build();
    List<Candidate> ranked = rank(rules(0), refuses, enough);
    assertEquals("b", ranked.get(0).peer().redis().host());
    assertTrue(ranked.get(1).reason(), ranked.get(1).reason().contains("min-replicas-to-write"));
  }

  /** FAILOVER at the source makes this node its master. */
  @Test
  public void aReplicaOfThisNodeIsNamed() {
    RankingRules master =
        rules(0)
            .withLocal(
                LocalEvidence.of(
                    new FakeRedis(HERE),
                    RedisInfo.parse("run_id:x\r\nrole:master\r\nmaster_replid:abc"),
                    new ManualTime()));
    PeerFacts ours = Facts.of("a").with("role", "slave").with("master_replid", "abc").build();
    PeerFacts anothers = Facts.of("a").with("role", "slave").with("master_replid", "xyz").build();
    assertTrue(rank(master, ours).get(0).reason().contains("which is this node: FAILOVER or"));
    assertFalse(rank(master, anothers).get(0).reason().contains("this node"));
  }
}
