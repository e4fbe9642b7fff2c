// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalLong;
import org.junit.Test;

public class ProofRulesTest {
  private static ProofReport.Builder report() {
    return new ProofReport.Builder().keysHere(1_000).keysThere(1_000).sampled(500).equal(500);
  }

  private static boolean proven(ProofReport.Builder report) {
    return !ProofRules.objection(report.build()).isPresent();
  }

  private static RedisInfo info(long keys, long expires) {
    return RedisInfo.parse("db0:keys=" + keys + ",expires=" + expires + ",avg_ttl=0");
  }

  @Test
  public void oneOfTwoHundredMayDiffer() {
    assertTrue(proven(report()));
    assertTrue(proven(report().sampled(500).equal(498).different(2)));
    assertFalse(proven(report().sampled(500).equal(497).different(3)));
    assertFalse("of fewer none", proven(report().sampled(199).equal(198).different(1)));
  }

  /** Only half of the sample can contain a key that is missing. */
  @Test
  public void oneOfTheHalfFromTheSourceMayBeMissing() {
    assertTrue(proven(report().sampled(500).equal(499).different(1).missing(1)));
    assertFalse(proven(report().sampled(500).equal(498).different(2).missing(2)));
  }

  @Test
  public void whatIsBeingWrittenToIsNoEvidence() {
    assertTrue(proven(report().sampled(500).equal(300).inMotion(200)));
  }

  @Test
  public void numbersCountWithoutASampleToo() {
    ProofReport.Builder counted =
        new ProofReport.Builder().keysHere(1_000).keysThere(1_000).note("no scripts");
    assertTrue(proven(counted));
    assertFalse(proven(counted.apart(17)));
    assertFalse(proven(report().lost(200)));
    assertFalse("nothing was compared", proven(new ProofReport.Builder().note("no answer")));
  }

  @Test
  public void withoutValuesTheNamesHaveToAgree() {
    ProofReport.Builder named =
        new ProofReport.Builder().keysHere(1_000).keysThere(1_000).named(500).note("no scripts");
    assertTrue(proven(named));
    assertTrue(proven(named.onOneSide(2)));
    assertFalse(proven(named.onOneSide(3)));
  }

  @Test
  public void anEarlierSampleDoesNotHideNamesThatDisagree() {
    assertTrue(proven(report().named(500).onOneSide(2)));
    assertFalse(proven(report().named(500).onOneSide(3)));
  }

  @Test
  public void aSideThatDoesNotAnswerProvesNothing() {
    ProofReport.Builder counted =
        new ProofReport.Builder().keysHere(1_000).keysThere(1_000).note("no answer");
    assertTrue(proven(counted));
    assertFalse(proven(counted.unanswered(true)));
    assertFalse("keys that differed", proven(report().inMotion(50).equal(450).unanswered(true)));
  }

  /** Keys with an expiry are not counted, so without a sample nothing else tells of them. */
  @Test
  public void withoutASampleMostOfTheKeysHaveToBeHere() {
    ProofReport.Builder counted = new ProofReport.Builder().note("no scripts");
    assertFalse(proven(counted.keysHere(0).keysThere(20_000)));
    assertFalse(proven(counted.keysHere(17_000).keysThere(20_000)));
    assertTrue(proven(counted.keysHere(18_000).keysThere(20_000)));
    assertTrue(proven(counted.keysHere(20_000).keysThere(1_000)));
    assertTrue(proven(counted.keysHere(0).keysThere(5)));
  }

  @Test
  public void writesOnTheirWayExplainADifference() {
    assertEquals(0, ProofRules.apart(info(1_000, 0), info(1_016, 0), 0, false, Evictions.NONE));
    assertEquals(17, ProofRules.apart(info(1_000, 0), info(1_017, 0), 0, false, Evictions.NONE));
    assertEquals(0, ProofRules.apart(info(1_000, 0), info(1_266, 0), 250, false, Evictions.NONE));
  }

  @Test
  public void keysWithAnExpiryAreNotCounted() {
    assertEquals(0, ProofRules.apart(info(1_000, 0), info(2_000, 1_000), 0, false, Evictions.NONE));
  }

  @Test
  public void moreKeysHereAreNoDifferenceBesideASourceThatEvicts() {
    assertEquals(0, ProofRules.apart(info(2_000, 0), info(1_000, 0), 0, true, Evictions.NONE));
    assertEquals(1_000, ProofRules.apart(info(1_000, 0), info(2_000, 0), 0, true, Evictions.NONE));
  }

  @Test
  public void theMeasuredTimeOfAWriteIsUsedWithinALimit() {
    assertEquals(0.25, ProofRules.secondsOnTheWay(OptionalLong.empty()), 0);
    assertEquals(0.25, ProofRules.secondsOnTheWay(OptionalLong.of(10)), 0);
    assertEquals(0.9, ProofRules.secondsOnTheWay(OptionalLong.of(600)), 1e-9);
    assertEquals(2, ProofRules.secondsOnTheWay(OptionalLong.of(3_000)), 0);
  }

  @Test
  public void cachesThatEvictAlikeMayDifferByATenth() {
    assertEquals(0, ProofRules.apart(info(910, 0), info(1_000, 0), 0, true, Evictions.ALL));
    assertEquals(0, ProofRules.apart(info(2_000, 0), info(1_000, 0), 0, true, Evictions.ALL));
    assertEquals(200, ProofRules.apart(info(800, 0), info(1_000, 0), 0, true, Evictions.ALL));
  }

  private static RedisInfo cache(long limit, String policy, long evicted) {
    return RedisInfo.parse(
        "maxmemory:" + limit + "\nmaxmemory_policy:" + policy + "\nevicted_keys:" + evicted);
  }

  @Test
  public void cachesEvictAlikeByPolicyAndMemory() {
    RedisInfo source = cache(1_000, "allkeys-lru", 5);
    assertTrue(TwinCache.is(cache(1_000, "allkeys-lru", 0), source));
    assertTrue("more is fine", TwinCache.is(cache(5_000, "allkeys-lru", 0), source));
    assertTrue(TwinCache.is(cache(900, "allkeys-lru", 0), source));
    assertFalse("less is not", TwinCache.is(cache(899, "allkeys-lru", 0), source));
    assertFalse(TwinCache.is(cache(1_000, "allkeys-lfu", 0), source));
    assertFalse(TwinCache.is(cache(0, "allkeys-lru", 0), source));
    assertFalse(
        "the source does not evict",
        TwinCache.is(cache(1_000, "allkeys-lru", 9), cache(1_000, "allkeys-lru", 0)));
    assertFalse(TwinCache.is(cache(1_000, "noeviction", 0), cache(1_000, "noeviction", 5)));
  }

  /** A key that is missing on a node that evicts nothing was lost. */
  @Test
  public void onlyANodeThatEvictsMayLackKeys() {
    RedisInfo source = cache(1_000, "allkeys-lru", 5);
    assertEquals(Evictions.NONE, Evictions.of(cache(1_000, "allkeys-lru", 0), source));
    assertEquals(Evictions.ALL, Evictions.of(cache(1_000, "allkeys-lru", 1), source));
    assertEquals(
        Evictions.EXPIRING,
        Evictions.of(cache(1_000, "volatile-ttl", 1), cache(1_000, "volatile-ttl", 5)));
  }

  @Test
  public void aCacheMayLackATenthOfTheKeysWithAnExpiryToo() {
    assertEquals(0, ProofRules.apart(info(910, 910), info(1_000, 1_000), 0, true, Evictions.ALL));
    assertEquals(1_000, ProofRules.apart(info(0, 0), info(1_000, 1_000), 0, true, Evictions.ALL));
    assertEquals(90, ProofRules.apart(info(910, 0), info(1_000, 0), 0, true, Evictions.EXPIRING));
  }
}
