// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.start.Recovery.Action;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Moment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

/** Tests the table of facts and decisions at the start of a run. */
public class StartDecisionTest {
  private static final String EMPTY = "role:master\nrun_id:abc\nuptime_in_seconds:9\n";
  private static final String KEYS = EMPTY + "db0:keys=70,expires=0\n";
  private static final String OLD = KEYS.replace("seconds:9", "seconds:900000");
  private static final String REPLICA =
      "role:slave\nmaster_host:10.0.0.2\nmaster_port:22122\nrun_id:abc\n";

  private final Map<String, String> settings = new LinkedHashMap<>();
  private WarmupRequest request = WarmupRequest.atStartup();
  private DynomiteState dynomite = DynomiteState.NORMAL;

  private StartDecisionTest with(String key, Object value) {
    settings.put(WarmupConfig.PREFIXES.get(0) + key, String.valueOf(value));
    return this;
  }

  private StartDecisionTest manual() {
    request = WarmupRequest.manual();
    return this;
  }

  private StartFacts node(String info) {
    return new StartFacts(
        request,
        WarmupConfig.from(new MapConfig(settings)),
        new Recovery.Found(RedisInfo.parse(info), dynomite, OptionalLong.of(3_600_000), at(0)));
  }

  private static Moment at(long millis) {
    return new Moment(1_700_000_000_000L + millis, 1_000_000 * (1_000_000_000L + millis));
  }

  private static StartFacts warm(StartFacts facts, String runId) {
    facts.warmRunId = Optional.of(runId);
    return facts;
  }

  private static StartFacts interrupted(
      StartFacts facts, WarmupPhase phase, WarmupOutcome ending, long ageMillis) {
    facts.interrupted =
        Optional.of(
            new InterruptedRun.Builder()
                .source(new Endpoint("10.0.0.2", 22122))
                .phase(phase)
                .phaseSince(at(-ageMillis))
                .started(at(-ageMillis - 5_000))
                .redisRunId("abc")
                .ending(Optional.ofNullable(ending))
                .keptData(false)
                .build());
    return facts;
  }

  private static void assertWarms(StartFacts facts) {
    assertEquals(Optional.empty(), StartDecision.of(facts).refusal().map(RunResult::text));
  }

  private static StartDecision assertRefused(
      WarmupOutcome outcome, Reason reason, String word, StartFacts facts) {
    StartDecision decision = StartDecision.of(facts);
    RunResult result = decision.refusal().get();
    assertEquals(result.text(), outcome, result.outcome());
    assertEquals(result.text(), reason, result.code().get());
    assertTrue(result.text(), result.text().contains(word));
    return decision;
  }

  private static StartDecision assertWarm(String word, StartFacts facts) {
    return assertRefused(WarmupOutcome.SKIPPED, Reason.NOT_COLD, word, facts);
  }

  @Test
  public void atStartupANodeIsColdUnlessItsKeysAreKnownToBeWarm() {
    assertWarms(node(EMPTY));
    assertWarms(node(KEYS));
    assertWarm("up for 900000 s", node(OLD));
    assertWarms(node(OLD).wasDown(true));
    assertWarm("its Redis has been warm already", warm(node(KEYS), "abc"));
    assertWarms(warm(node(OLD), "another"));
    assertWarms(warm(node(OLD), "none"));
    assertWarms(warm(node(EMPTY), "abc"));
    with("force", true);
    assertWarms(node(OLD));
  }

  @Test
  public void aWarmNodeWhoseDynomiteRefusesRequestsIsLeftSoAndReported() {
    dynomite = DynomiteState.STANDBY;
    assertWarm("; Dynomite is STANDBY and refuses requests", warm(node(KEYS), "abc"));
    assertWarm("; Dynomite is STANDBY and refuses requests", node(OLD));
  }

  @Test
  public void byHandOnlyANodeThatIsKnownToBeWarmAndServesIsLeftAlone() {
    manual();
    assertWarms(node(OLD));
    assertWarm("has been warm since its Redis was started", warm(node(KEYS), "abc"));
    dynomite = DynomiteState.STANDBY;
    assertWarms(warm(node(KEYS), "abc"));
  }

  @Test
  public void aNodeWhoseDataIsInDoubtIsNotSaidToNeedNoWarmUp() {
    manual();
    request = request.doubting(Optional.of("FLUSHALL was sent"));
    assertRefused(
        WarmupOutcome.SKIPPED,
        Reason.NOT_ALLOWED,
        "but its data is in doubt: FLUSHALL was sent",
        warm(node(KEYS), "abc"));
    assertWarms(node(OLD));
  }

  @Test
  public void bootstrapOffSkipsOnlyAStart() {
    with("bootstrap", false);
    StartDecision off =
        assertRefused(WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED, "bootstrap is false", node(EMPTY));
    assertFalse(off.isStillWarm());
    assertWarms(manual().node(EMPTY));
  }

  @Test
  public void aWarmNodeNeedsNoWarmUpAlsoWithBootstrapOff() {
    with("bootstrap", false);
    assertWarm("its Redis has been warm already", warm(node(KEYS), "abc"));
    assertRefused(
        WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED, "bootstrap is false", warm(node(KEYS), "other"));
  }

  @Test
  public void aNodeThatIsLeftAloneWithItsKeysIsRecordedAsWarm() {
    assertTrue(StartDecision.of(node(OLD)).isStillWarm());
    assertFalse(StartDecision.of(node(EMPTY)).isStillWarm());
  }

  @Test
  public void aReplicaOfAnotherSourceIsLeftAlone() {
    assertRefused(WarmupOutcome.SKIPPED, Reason.FOREIGN_REPLICA, "foreign replica", node(REPLICA));
    StartFacts ours = interrupted(node(REPLICA), WarmupPhase.TRANSFER, null, 1_000);
    assertEquals(Action.ADOPT, StartDecision.of(ours).action());
  }

  /** The remedy for a foreign replica would end the other run. */
  @Test
  public void theReplicaOfAnotherRunIsNotCalledForeign() {
    assertRefused(
        WarmupOutcome.FAILED,
        Reason.ALREADY_RUNNING,
        "another process",
        node(REPLICA).otherRun(Optional.of("another process is warming this node up")));
  }

  @Test
  public void theAdminPortOfAnotherNodeFailsBeforeAnythingElse() {
    assertRefused(
        WarmupOutcome.FAILED,
        Reason.BAD_CONFIG,
        "another rack",
        node(REPLICA).adminPort(Optional.of("another rack"), Optional.empty()));
    assertEquals(
        Collections.singletonList("no rack"),
        StartDecision.of(node(EMPTY).adminPort(Optional.empty(), Optional.of("no rack")))
            .warnings());
  }

  @Test
  public void anotherRunFailsThisOneUnlessTheNodeIsLeftAloneAnyway() {
    assertRefused(
        WarmupOutcome.FAILED,
        Reason.ALREADY_RUNNING,
        "busy",
        node(KEYS).otherRun(Optional.of("busy")));
    assertWarm("up for", node(OLD).otherRun(Optional.of("busy")));
    StartDecision resumed =
        assertRefused(
            WarmupOutcome.FAILED,
            Reason.ALREADY_RUNNING,
            "busy",
            interrupted(node(KEYS), WarmupPhase.TRANSFER, null, 1_000)
                .otherRun(Optional.of("busy")));
    assertEquals("nothing is restored", Action.NONE, resumed.action());
  }

  @Test
  public void anInterruptedRunIsResumedWhateverTheNodeHolds() {
    StartDecision over =
        StartDecision.of(interrupted(node(OLD), WarmupPhase.TRANSFER, null, 1_000));
    assertEquals(Action.AGAIN, over.action());
    assertTrue("the copy had begun", over.hasNothingToLose());
    assertEquals(Optional.empty(), over.refusal());
    StartDecision kept =
        StartDecision.of(interrupted(node(OLD), WarmupPhase.CATCH_UP, null, 1_000));
    assertFalse("all data had arrived", kept.hasNothingToLose());
  }

  @Test
  public void withBootstrapOffAnInterruptedRunIsOnlyEnded() {
    with("bootstrap", false);
    StartDecision decision =
        assertRefused(
            WarmupOutcome.ABORTED,
            Reason.ABORTED,
            "bootstrap is false, and a run from 10.0.0.2:22122",
            interrupted(node(OLD), WarmupPhase.TRANSFER, null, 1_000));
    assertEquals("the node is restored first", Action.AGAIN, decision.action());
    manual();
    assertWarms(interrupted(node(OLD), WarmupPhase.TRANSFER, null, 1_000));
  }

  @Test
  public void aRunAfterWhichTheNodeServedIsForgottenButTheNodeStaysCold() {
    StartFacts facts = warm(interrupted(node(OLD), WarmupPhase.TRANSFER, null, 86_400_000), "none");
    StartDecision decision = StartDecision.of(facts);
    assertEquals(Optional.empty(), decision.refusal());
    assertTrue(decision.forgets() && decision.servedSince());
    assertFalse("it is not taken for warm", decision.isStillWarm());
    assertFalse("nor touched", decision.hasNothingToLose());
    assertEquals(Action.NONE, decision.action());
  }

  @Test
  public void aRunThatEndedBadlyIsForgottenButTheNodeStaysCold() {
    StartFacts facts =
        warm(interrupted(node(OLD), WarmupPhase.RESTORE, WarmupOutcome.FAILED, 86_400_000), "none");
    StartDecision decision = StartDecision.of(facts);
    assertEquals(Optional.empty(), decision.refusal());
    assertTrue(decision.forgets());
    assertFalse("its outcome is known", decision.servedSince());
  }

  @Test
  public void aMissingDynomiteIsAWarningOfARunThatWarms() {
    Optional<String> down = Optional.of("Dynomite is down");
    assertEquals(
        Collections.singletonList("Dynomite is down"),
        StartDecision.of(node(EMPTY).withoutDynomite(down)).warnings());
    assertEquals(
        Collections.emptyList(), StartDecision.of(node(OLD).withoutDynomite(down)).warnings());
  }
}
