// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.api.report.WatchedProcess;
import java.util.Arrays;
import org.junit.Test;

public class NodeConditionTest {
  private static final WarmupStatus NONE = WarmupStatus.initial();

  private static WarmupStatus.Builder ended(WarmupOutcome outcome) {
    return new WarmupStatus.Builder()
        .runId("1")
        .outcome(outcome)
        .reason(outcome == WarmupOutcome.WARMED ? "" : "why");
  }

  private static WarmupStatus warmed() {
    return ended(WarmupOutcome.WARMED).redisRole("master").dynomiteState("NORMAL").build();
  }

  private static NodeView.Builder seen(String redis, String dynomite) {
    return new NodeView.Builder().redisRole(redis).dynomiteState(dynomite).sinceEpochMillis(1);
  }

  private static WatchedProcess process(String name, String state, String text) {
    return new WatchedProcess.Builder().name(name).state(state).text(text).build();
  }

  private static NodeCondition of(WarmupStatus run, NodeView view, RunRecord... history) {
    return NodeCondition.of(run, view, Arrays.asList(history), BootstrapState.NOT_REQUIRED);
  }

  private static void assertCondition(
      NodeState state, String says, WarmupStatus run, NodeView view, RunRecord... history) {
    NodeCondition condition = of(run, view, history);
    assertEquals(condition.toString(), state, condition.state());
    assertTrue(condition.reason(), condition.reason().contains(says));
  }

  @Test
  public void anUnseenNodeIsUnknown() {
    assertCondition(NodeState.UNKNOWN, "not been probed yet", NONE, NodeView.unknown());
  }

  @Test
  public void aRunThatEndedBeforeItSawTheNodeSaysNothingOfIt() {
    WarmupStatus run = ended(WarmupOutcome.FAILED).reasonCode(Reason.BAD_CONFIG).build();
    assertCondition(NodeState.UNKNOWN, "not been probed yet", run, NodeView.unknown());
  }

  @Test
  public void aRunIsWarmingWhateverWasSeenBefore() {
    WarmupStatus run = new WarmupStatus.Builder().runId("3").phase(WarmupPhase.TRANSFER).build();
    assertCondition(
        NodeState.WARMING, "run 3 is in TRANSFER", run, seen("master", "NORMAL").build());
  }

  @Test
  public void aNodeThatNoRunWasAllowedToWarmIsNotKnownToBeWarm() {
    NodeView view = seen("master", "NORMAL").keys(0).build();
    WarmupStatus run = ended(WarmupOutcome.SKIPPED).reasonCode(Reason.NOT_ALLOWED).build();
    assertCondition(
        NodeState.SERVING, "0 keys; it is not known to be warm: SKIPPED, why", run, view);
    WarmupStatus warm = ended(WarmupOutcome.SKIPPED).reasonCode(Reason.NOT_COLD).build();
    NodeCondition condition = of(warm, view);
    assertFalse(condition.reason(), condition.reason().contains("known"));
  }

  @Test
  public void aNodeThatWasOpenedAsItIsIsNoLongerSaidToStayClosed() {
    WarmupStatus run =
        ended(WarmupOutcome.SKIPPED)
            .reasonCode(Reason.NOT_ALLOWED)
            .reason("the node stays closed: " + BootstrapState.REQUIRES_BOOTSTRAP.text())
            .build();
    NodeView closed = seen("master", "STANDBY").build();
    assertEquals(
        "Redis master, Dynomite STANDBY; " + BootstrapState.REQUIRES_BOOTSTRAP.text(),
        NodeCondition.of(run, closed, Arrays.asList(), BootstrapState.REQUIRES_BOOTSTRAP).reason());
    NodeCondition unwatched =
        NodeCondition.of(
            run,
            NodeView.unknown().unprobed("not watched"),
            Arrays.asList(),
            BootstrapState.REQUIRES_BOOTSTRAP);
    assertEquals(
        "UNKNOWN: not watched; " + BootstrapState.REQUIRES_BOOTSTRAP.text(), unwatched.toString());
    NodeView opened = seen("master", "NORMAL").build();
    assertEquals(
        "Redis master, Dynomite NORMAL; it is not known to be warm: it was opened as it is"
            + " (requires.bootstrap)",
        NodeCondition.of(run, opened, Arrays.asList(), BootstrapState.OPEN).reason());
  }

  @Test
  public void aMasterBehindANormalDynomiteServes() {
    NodeView view = seen("master", "NORMAL").keys(20_000).build();
    assertCondition(NodeState.SERVING, "Redis master, Dynomite NORMAL, 20000 keys", warmed(), view);
    assertCondition(NodeState.SERVING, "Redis master", NONE, view);
  }

  @Test
  public void whatThePartialRunLeftOutIsSaid() {
    assertCondition(
        NodeState.SERVING,
        "left out data: PARTIAL, why",
        ended(WarmupOutcome.PARTIAL).build(),
        seen("master", "NORMAL").build());
  }

  @Test
  public void aServingNodeThatIsNotWarmIsCold() {
    WarmupStatus failed = ended(WarmupOutcome.FAILED).coldAndServing(true).build();
    assertCondition(NodeState.COLD, ": FAILED, why", failed, seen("master", "NORMAL").build());
  }

  private static RunRecord recorded(WarmupOutcome outcome, long started) {
    return new RunRecord.Builder()
        .runId("other")
        .trigger(WarmupRequest.Trigger.MANUAL)
        .outcome(outcome)
        .reason("its reason")
        .startedEpochMillis(started)
        .build();
  }

  @Test
  public void aLaterRunOfAnotherProcessIsTheLastWarmUp() {
    NodeView view = seen("master", "NORMAL").build();
    RunRecord failed = recorded(WarmupOutcome.FAILED, Long.MAX_VALUE);
    WarmupStatus cold = warmed().toBuilder().coldAndServing(true).build();
    assertCondition(NodeState.COLD, "node warm: FAILED, its reason", cold, view, failed);
    WarmupStatus partial = ended(WarmupOutcome.PARTIAL).build();
    RunRecord warmed = recorded(WarmupOutcome.WARMED, Long.MAX_VALUE);
    NodeCondition condition = of(partial, view, warmed);
    assertEquals(NodeState.SERVING, condition.state());
    assertFalse(condition.reason(), condition.reason().contains("left out data"));
    RunRecord before = recorded(WarmupOutcome.WARMED, 0);
    assertCondition(NodeState.SERVING, "left out data: PARTIAL, why", partial, view, before);
  }

  @Test
  public void aServingNodeWhoseDataIsInDoubtIsCold() {
    NodeView view = seen("master", "NORMAL").keys(7).doubt("FLUSHALL was sent").build();
    assertCondition(NodeState.COLD, "7 keys; FLUSHALL was sent", warmed(), view);
  }

  @Test
  public void aWarmedNodeWhoseDynomiteDiedIsDown() {
    NodeView view =
        seen("master", "DOWN")
            .processes(
                Arrays.asList(process("Redis", "UP", ""), process("Dynomite", "DOWN", "refused")))
            .build();
    assertCondition(NodeState.DOWN, "Dynomite is DOWN: refused", warmed(), view);
    assertCondition(
        NodeState.DOWN, "Dynomite is UNREACHABLE", warmed(), seen("master", "UNREACHABLE").build());
  }

  @Test
  public void aWarmedNodeWhoseRedisDiedIsDown() {
    NodeView view = new NodeView.Builder().dynomiteState("NORMAL").sinceEpochMillis(1).build();
    assertCondition(NodeState.DOWN, "Redis is down", warmed(), view);
    assertCondition(
        NodeState.DOWN,
        "Redis is LOADING: loads 3 MB",
        warmed(),
        view.with(Arrays.asList(process("Redis", "LOADING", "loads 3 MB"))));
  }

  /** Inside dynomite-manager no supervisor knows the processes. */
  @Test
  public void aRedisThatLoadsIsDownWhateverDynomiteSays() {
    NodeView view = seen("loading", "NORMAL").keys(7).build();
    assertCondition(NodeState.DOWN, "Redis is loading its data set", warmed(), view);
    assertFalse(view.serves());
  }

  @Test
  public void aNodeThatWasMadeAReplicaIsAReplicaWhateverDynomiteSays() {
    NodeView view =
        seen("slave", "NORMAL").replicatesFrom("10.0.0.1:6379").changedBy("sentinel-1").build();
    assertCondition(NodeState.REPLICA, "slave of 10.0.0.1:6379 (sentinel-1)", warmed(), view);
  }

  @Test
  public void aDynomiteInAnotherStateClosesTheNode() {
    assertCondition(
        NodeState.CLOSED, "Dynomite STANDBY", warmed(), seen("master", "STANDBY").build());
  }

  @Test
  public void untilTheNextProbeTheEndOfTheRunCounts() {
    NodeView suspended =
        seen("master", "DOWN")
            .processes(Arrays.asList(process("Redis", "SUSPENDED", "a run is in progress")))
            .build();
    assertCondition(NodeState.SERVING, "Redis master", warmed(), suspended);
    assertCondition(NodeState.SERVING, "Redis master", warmed(), NodeView.unknown());
    assertCondition(
        NodeState.CLOSED,
        "Dynomite WRITES_ONLY",
        warmed().toBuilder().dynomiteState("WRITES_ONLY").build(),
        NodeView.unknown());
  }

  @Test
  public void aProbeThatIsNotPossibleIsNotHidden() {
    assertCondition(
        NodeState.UNKNOWN,
        "redis.port: x",
        warmed(),
        seen("master", "NORMAL").build().unprobed("redis.port: x"));
  }

  @Test
  public void whatWasSeenBeforeAProbeBecameImpossibleIsNoLongerKnown() {
    NodeView before =
        seen("master", "NORMAL").keys(7).doubt("FLUSHALL").build().unprobed("redis.port: x");
    NodeView now =
        NodeView.current(
            warmed(), before.with(Arrays.asList(process("Dynomite", "NORMAL", "text"))));
    assertEquals("UNKNOWN", now.dynomiteState());
    assertFalse(now.redisRole().isPresent());
    assertFalse(now.keys().isPresent());
    assertEquals("Dynomite UNKNOWN", now.processes().get(0).toString());
    assertTrue("a doubt stays", now.doubt().isPresent());
  }
}
