// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.spi.StreamGap;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

public class OutcomeRulesTest {
  private static OutcomeRules warmed() {
    return new OutcomeRules(RunResult.warmed(), Collections.emptyList())
        .missing(StreamGap.ofBytes(0))
        .keys(OptionalLong.of(10));
  }

  @Test
  public void aNodeThatHasEverythingIsWarm() {
    assertEquals(WarmupOutcome.WARMED, warmed().evicted(0).ending().outcome());
  }

  @Test
  public void oneThatHadToEvictIsNot() {
    RunResult ending = warmed().evicted(3).ending();
    assertEquals(WarmupOutcome.PARTIAL, ending.outcome());
    assertEquals(Reason.DOES_NOT_FIT, ending.code().get());
    assertTrue(ending.text(), ending.text().contains("evicted 3 keys"));
    assertTrue(ending.text(), ending.text().contains("maxmemory"));
  }

  @Test
  public void aRedisThatWasRestartedHoldsWhatItHadSaved() {
    RunResult ending = warmed().redisWasRestarted(true).ending();
    assertEquals(WarmupOutcome.FAILED, ending.outcome());
    assertEquals(Reason.REDIS_RESTARTED, ending.code().get());
  }

  @Test
  public void whatTookKeysAwayIsNamedUnlessTheNodeIsWarm() {
    Optional<String> flushed = Optional.of("another program sent FLUSHALL");
    RunResult failed = RunResult.failed(Reason.NO_HEALTHY_SOURCE, "no source");
    RunResult ending =
        new OutcomeRules(failed, Collections.emptyList()).flushed(flushed).evicted(3).ending();
    assertEquals(
        "no source; another program sent FLUSHALL; the local Redis has evicted 3 keys during this"
            + " run",
        ending.text());
    assertEquals("", warmed().flushed(flushed).ending().text());
  }

  @Test
  public void aRedisThatDoesNotAnswerIsNotSaidToHoldTheData() {
    RunResult ending =
        new OutcomeRules(RunResult.warmed(), Collections.singletonList("Redis does not answer"))
            .ending();
    assertEquals(WarmupOutcome.FAILED, ending.outcome());
    assertEquals("the hand-over succeeded, but then Redis does not answer", ending.text());
  }

  /** RESTORE asks the same Redis for several things. */
  @Test
  public void aProblemIsNamedOnce() {
    List<String> problems = Arrays.asList("no Redis", "no Dynomite", "no Redis");
    RunResult failed = RunResult.failed(Reason.REFUSED, "it is gone");
    assertEquals(
        "it is gone; no Redis; no Dynomite", new OutcomeRules(failed, problems).ending().text());
  }

  @Test
  public void oneThatRefusesWritesIsNot() {
    WarmupException refusal = new WarmupException(Reason.REFUSES_WRITES, "Redis refuses writes");
    RunResult ending = warmed().refusesWrites(Optional.of(refusal)).ending();
    assertEquals(WarmupOutcome.PARTIAL, ending.outcome());
    assertEquals(Reason.REFUSES_WRITES, ending.code().get());
    assertEquals(
        "the hand-over succeeded, but Redis refuses writes; 0 bytes of the source's stream are"
            + " missing here; the node holds 10 keys",
        ending.text());
    assertEquals(WarmupOutcome.WARMED, warmed().refusesWrites(Optional.empty()).ending().outcome());
  }

  @Test
  public void aRunThatWasNotWarmedAlwaysHasAReason() {
    for (String empty : new String[] {"", ": ;", " ", null}) {
      assertEquals("no reason is known: STALLED", RunResult.failed(Reason.STALLED, empty).text());
      assertEquals(
          "no reason is known: NOT_COLD", RunResult.skipped(Reason.NOT_COLD, empty).text());
    }
    assertEquals("why", RunResult.aborted("why").text());
    assertEquals("", RunResult.warmed().text());
    assertEquals("no reason is known", new HandOverReport.Builder().build().note());
    assertEquals("", HandOverReport.none().note());
  }

  private static ProofReport.Builder compared(long here, long there) {
    return new ProofReport.Builder().keysHere(here).keysThere(there).sampled(500).equal(500);
  }

  private static RunResult proven(ProofReport report) {
    return new OutcomeRules(RunResult.warmed(), Collections.emptyList())
        .keys(report.keysHere())
        .proof(report)
        .ending();
  }

  @Test
  public void oneThatWasComparedIsWarm() {
    assertEquals(WarmupOutcome.WARMED, proven(compared(100, 100).build()).outcome());
  }

  @Test
  public void oneThatCouldNotBeComparedIsNot() {
    RunResult end = proven(new ProofReport.Builder().note("the source is gone").build());

    assertEquals(WarmupOutcome.PARTIAL, end.outcome());
    assertTrue(end.text(), end.text().contains("not compared: the source is gone"));
  }

  @Test
  public void oneWithFarLessThanItsSourceHadIsNot() {
    assertEquals(WarmupOutcome.PARTIAL, proven(compared(9, 9).lost(91).build()).outcome());
    assertEquals(WarmupOutcome.PARTIAL, proven(compared(9, 100).apart(91).build()).outcome());
  }

  @Test
  public void anEmptyOneFailedAndIsWarmedAgain() {
    assertEquals(WarmupOutcome.FAILED, proven(compared(0, 0).lost(100).build()).outcome());
  }

  @Test
  public void oneKeyOfTwoHundredMayDiffer() {
    ProofReport.Builder report = new ProofReport.Builder().keysHere(5_000).keysThere(5_000);

    assertEquals(
        WarmupOutcome.WARMED,
        proven(report.sampled(500).equal(498).different(2).build()).outcome());
    assertEquals(
        WarmupOutcome.PARTIAL,
        proven(report.sampled(500).equal(497).different(3).build()).outcome());
    assertEquals(
        WarmupOutcome.WARMED,
        proven(report.sampled(500).equal(400).different(0).inMotion(100).build()).outcome());
  }

  @Test
  public void aNodeThatIsAReplicaAgainIsNotWarm() {
    RunResult end =
        new OutcomeRules(RunResult.warmed(), Collections.emptyList())
            .missing(StreamGap.ofBytes(0))
            .keys(OptionalLong.of(7))
            .replica("it is a replica of 10.0.0.9:22122")
            .ending();

    assertEquals(WarmupOutcome.PARTIAL, end.outcome());
    assertEquals(Reason.FOREIGN_REPLICA, end.code().get());
    assertTrue(end.text(), end.text().contains("a replica of 10.0.0.9:22122"));
  }
}
