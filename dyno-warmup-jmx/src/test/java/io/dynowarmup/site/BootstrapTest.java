// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.site.SiteReport.Outcome;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.Test;

/** A site of two racks with two tokens each, and a data centre that has the data. */
public class BootstrapTest implements Ticker, Pause {
  private static final long TIMEOUT = 60_000;

  private final AtomicLong nanos = new AtomicLong();
  private final FakeNode a1 = new FakeNode("dc2", "a", 1);
  private final FakeNode a2 = new FakeNode("dc2", "a", 2);
  private final FakeNode b1 = new FakeNode("dc2", "b", 1);
  private final FakeNode b2 = new FakeNode("dc2", "b", 2);
  private final List<FakeNode> nodes = Arrays.asList(a1, a2, b1, b2);
  private final List<Peer> serving =
      new ArrayList<>(
          Arrays.asList(
              new FakeNode("dc1", "x", 1).peer(),
              new FakeNode("dc1", "x", 2).peer(),
              new FakeNode("dc1", "y", 1).peer(),
              new FakeNode("dc1", "y", 2).peer()));

  private final Map<Peer, String> emptied = new LinkedHashMap<>();
  private final Set<Long> ring = new HashSet<>(Arrays.asList(1L, 2L));

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public long epochMillis() {
    return nanos.get() / 1_000_000;
  }

  @Override
  public void millis(long millis, CancelSignal signal) {
    nanos.addAndGet(millis * 1_000_000);
  }

  private SiteReport run() throws InterruptedException {
    return run(r -> r);
  }

  private SiteReport run(UnaryOperator<SiteRequest> change) throws InterruptedException {
    SiteRequest request = change.apply(SiteRequest.from("dc1", TIMEOUT));
    ServingNodes now = () -> new Serving(new ArrayList<>(serving), emptied);
    return new Bootstrap(request, new ArrayList<>(nodes), ring, now, this, this, progress -> {})
        .run();
  }

  private void assertRefused(String sentence) throws InterruptedException {
    SiteReport report = run();
    assertEquals(Outcome.REFUSED, report.outcome());
    assertEquals(report.misses().toString(), 1, report.misses().size());
    assertTrue(report.misses().toString(), report.misses().get(0).contains(sentence));
    nodes.forEach(n -> assertEquals("nothing is touched", "", n.started()));
  }

  @Test
  public void eachByteCrossesTheLongWayOnceAndAllOpenTogether() throws Exception {
    SiteReport report = run();
    assertEquals(report.nodes().toString(), Outcome.DONE, report.outcome());
    assertEquals("start ,,,together,dc1.x.1:8101;", a1.started());
    assertEquals("start ,,,together,dc1.x.2:8101;", a2.started());
    assertEquals("start ,,,together,dc2.a.1:8101;", b1.started());
    assertEquals("start ,,,together,dc2.a.2:8101;", b2.started());
    assertEquals(2_000, report.bytesFromAfar());
    assertEquals(2_000, report.bytesFromNear());
    nodes.forEach(n -> assertTrue(n.operations.contains("enableIncomingReplication ")));
  }

  @Test
  public void aStateThatIsOlderThanTheOutcomeIsWaitedFor() throws Exception {
    a1.late = 3;
    assertEquals(Outcome.DONE, run().outcome());
    assertEquals("start ,,,together,dc2.a.1:8101;", b1.started());
  }

  /** Half of a ring that is twice as large has the tokens of the old one, and other ranges. */
  @Test
  public void inAnotherRingTheFirstRackFindsItsSourcesItself() throws Exception {
    serving.removeIf(p -> p.tokens().contains(2L));
    ring.remove(2L);
    SiteReport report = run();
    assertEquals(report.misses().toString(), Outcome.DONE, report.outcome());
    assertEquals("start ,,,together,dc1;", a1.started());
    assertEquals("start ,,,together,dc1;", a2.started());
    assertEquals("start ,,,together,dc2.a.1:8101;", b1.started());
    assertEquals("start ,,,together,dc2.a.2:8101;", b2.started());
  }

  @Test
  public void openedEachTheyAreOpenWithTheirRuns() throws Exception {
    assertEquals(Outcome.DONE, run(r -> r.together(false)).outcome());
    assertEquals("start ,,,,dc1.x.1:8101;", a1.started());
    assertFalse(a1.operations.contains("enableIncomingReplication "));
  }

  @Test
  public void noMoreThanAskedAreWarmedAtATime() throws Exception {
    a1.hangs = true;
    SiteReport report = run(r -> r.parallel(1));
    assertEquals(Outcome.TIMED_OUT, report.outcome());
    assertEquals("", a2.started() + b1.started() + b2.started());
    assertEquals(NodeResult.State.RUNNING, report.nodes().get(0).state());
    assertEquals(NodeResult.State.NOT_BEGUN, report.nodes().get(1).state());
  }

  @Test
  public void aNodeThatIsNotEmptyIsRefused() throws Exception {
    b1.with("Keys", 3L);
    assertRefused("dc2.b.1 (b, token 1): it is not empty: it holds 3 keys (--force");
    assertEquals(Outcome.DONE, run(r -> r.forced(true)).outcome());
    assertTrue(b1.started(), b1.started().contains(",force,together,"));
  }

  @Test
  public void aNodeThatIsNotClosedIsRefused() throws Exception {
    b1.with("BootstrapState", "NOT_REQUIRED");
    assertRefused("it is not closed: set requires.bootstrap=true there");
  }

  @Test
  public void aDaemonOfAnOlderVersionIsRefused() throws Exception {
    b1.with("BootstrapState", "");
    assertRefused("does not know requires.bootstrap");
  }

  @Test
  public void aTokenThatNobodyServesIsRefused() throws Exception {
    serving.removeIf(p -> p.tokens().contains(2L));
    SiteReport report = run();
    assertEquals(Outcome.REFUSED, report.outcome());
    assertTrue(
        report.misses().toString(),
        report.misses().get(0).contains("no node of dc1 that serves holds its token 2"));
    assertEquals("", a1.started());
  }

  @Test
  public void whatTheNodesPreflightObjectsToIsRefused() throws Exception {
    a2.preflight = "WOULD_FAIL: the clock of 10.0.0.1 is 70 s ahead";
    assertRefused("dc2.a.2 (a, token 2): the clock of 10.0.0.1 is 70 s ahead");
  }

  @Test
  public void aNodeThatCannotBeReachedStopsNoOther() throws Exception {
    b2.down = true;
    SiteReport report = run();
    assertEquals(Outcome.FAILED, report.outcome());
    NodeResult gone = report.nodes().get(3);
    assertEquals(NodeResult.State.UNREACHABLE, gone.state());
    assertEquals("nothing listens there", gone.reason());
    assertEquals(NodeResult.State.BOOTSTRAPPED, report.nodes().get(0).state());
    b2.down = false;
    report = run();
    assertEquals(Outcome.DONE, report.outcome());
    assertEquals("done nodes are not done again", "start ,,,together,dc1.x.1:8101;", a1.started());
    assertTrue(a1.operations.contains("enableIncomingReplication "));
  }

  @Test
  public void aSourceThatFailsIsReplacedAndANodeThatFailsStopsNoOther() throws Exception {
    a1.outcome = "FAILED";
    SiteReport report = run();
    assertEquals(Outcome.FAILED, report.outcome());
    assertTrue(
        a1.started(),
        a1.started().startsWith("start ,,,together,dc1.x.1:8101;start ,,,together,dc1.y.1:8101;"));
    NodeResult failed = report.nodes().get(0);
    assertEquals(NodeResult.State.FAILED, failed.state());
    assertEquals("FAILED: the source broke", failed.reason());
    assertEquals(NodeResult.State.BOOTSTRAPPED, report.nodes().get(2).state());
    assertFalse(b1.operations.contains("enableIncomingReplication "));
    a1.outcome = "WARMED";
    assertEquals(Outcome.DONE, run().outcome());
  }

  /** The other racks wait for their turn until a run has ended. */
  @Test
  public void aNodeWhoseRunWasAbortedIsNotWarmedFromAnotherSource() throws Exception {
    a1.outcome = "ABORTED";
    a1.reason = "an operator ended it over JMX";
    a1.ended = () -> a1.outcome = "WARMED";
    SiteReport report = run();
    assertEquals(Outcome.FAILED, report.outcome());
    assertEquals("start ,,,together,dc1.x.1:8101;", a1.started());
    assertEquals("ABORTED: an operator ended it over JMX", report.nodes().get(0).reason());
    assertFalse(a2.operations.contains("enableIncomingReplication "));
    assertEquals("another command begins anew", Outcome.DONE, run().outcome());
  }

  @Test
  public void aNodeWhoseDaemonWasStoppedDuringItsRunIs() throws Exception {
    a1.outcome = "ABORTED";
    a1.reason = "shutting down; the node stays closed (requires.bootstrap)";
    a1.ended = () -> a1.outcome = "WARMED";
    assertEquals(Outcome.DONE, run().outcome());
  }

  /** Each run copies 1,000 bytes. */
  @Test
  public void theBytesOfARunThatFailedCrossedTheLongWayToo() throws Exception {
    a1.outcome = "FAILED";
    a1.ended = () -> a1.outcome = "WARMED";
    b1.outcome = "FAILED";
    b1.ended = () -> b1.outcome = "WARMED";
    SiteReport report = run();
    assertEquals(report.nodes().toString(), Outcome.DONE, report.outcome());
    assertEquals("a1 twice, a2, and b1 after a2", 4_000, report.bytesFromAfar());
    assertEquals("b1 first, and b2", 2_000, report.bytesFromNear());
    assertEquals(2_000, report.nodes().get(0).bytes().orElse(0));
    assertEquals(2_000, report.nodes().get(0).bytesFromAfar());
  }

  @Test
  public void theBytesOfRunsBeforeTheBootstrapAreNotCounted() throws Exception {
    assertEquals(2_000, run().bytesFromAfar());
    assertEquals(2_000, run(r -> r.forced(true)).bytesFromAfar());
  }

  @Test
  public void oneThatWasKilledGoesOnWithTheRunsThatAreGoingOn() throws Exception {
    a1.invoke("start", "", "", "", "together", "dc1.x.1:8101");
    a2.with("BootstrapState", "BOOTSTRAPPED").with("Keys", 70L);
    a1.operations.clear();
    assertEquals(Outcome.DONE, run().outcome());
    assertEquals("", a1.started() + a2.started());
    assertEquals("start ,,,together,dc2.a.1:8101;", b1.started());
  }

  @Test
  public void aSiteThatIsOpenIsLeftAlone() throws Exception {
    nodes.forEach(n -> n.with("BootstrapState", "OPEN").with("Keys", 70L));
    assertEquals(Outcome.DONE, run().outcome());
    nodes.forEach(n -> assertEquals(0, n.operations.size()));
  }

  /** A node that was opened with what a failed run left may lack data. */
  @Test
  public void aNodeThatWasOpenedAsItIsIsNoSourceOfAnotherRack() throws Exception {
    a1.with("BootstrapState", "OPEN").with("Keys", 35L).with("LastOutcome", "PARTIAL");
    assertEquals(Outcome.DONE, run().outcome());
    assertEquals("start ,,,together,dc1.x.1:8101;", b1.started());
    assertEquals("start ,,,together,dc2.a.2:8101;", b2.started());
  }

  @Test
  public void neitherIsOneThatHasLostItsDataSinceItsRun() throws Exception {
    a1.ended = () -> a1.with("NodeState", "COLD");
    assertEquals(Outcome.DONE, run().outcome());
    assertEquals("start ,,,together,dc1.x.1:8101;", b1.started());
  }

  /** The start-up run of the new daemon is SKIPPED, because the node is warm. */
  @Test
  public void aWarmNodeWhoseDaemonWasRestartedIsDoneAndIsASource() throws Exception {
    a1.ended = () -> a1.restarted("WARMED");
    SiteReport report = run(r -> r.together(false));
    assertEquals(report.nodes().toString(), Outcome.DONE, report.outcome());
    assertEquals("start ,,,,dc1.x.1:8101;", a1.started());
    assertEquals("start ,,,,dc2.a.1:8101;", b1.started());
  }

  @Test
  public void afterARestartTheRunBeforeItCounts() throws Exception {
    a1.with("BootstrapState", "OPEN").restarted("PARTIAL");
    assertEquals(Outcome.DONE, run(r -> r.together(false)).outcome());
    assertEquals("start ,,,,dc1.x.1:8101;", b1.started());

    a2.ended = () -> a2.restarted("PARTIAL");
    SiteReport report = run(r -> r.forced(true).together(false));
    assertEquals(NodeResult.State.FAILED, report.nodes().get(1).state());
  }

  @Test
  public void theSourcesAreReadAgainBeforeEachStart() throws Exception {
    a1.with("BootstrapState", "OPEN").with("LastOutcome", "SKIPPED");
    a2.ended = () -> serving.removeIf(p -> p.rack().equals("x"));
    SiteReport report = run(r -> r.parallel(1));
    assertEquals(report.nodes().toString(), Outcome.DONE, report.outcome());
    assertEquals("start ,,,together,dc1.x.2:8101;", a2.started());
    assertEquals("start ,,,together,dc1.y.1:8101;", b1.started());
  }

  /** The owners of a part of the range are no source of the rest of it. */
  @Test
  public void inAnotherRingNoNodeStartsOnceAnOwnerHasLostItsKeys() throws Exception {
    ring.remove(2L);
    a1.ended =
        () -> {
          List<Peer> lost = new ArrayList<>(serving);
          lost.removeIf(p -> p.tokens().contains(1L));
          serving.removeAll(lost);
          lost.forEach(p -> emptied.put(p, "had 70 keys and has 0 keys now"));
        };
    SiteReport report = run(r -> r.parallel(1));
    assertEquals(Outcome.FAILED, report.outcome());
    assertEquals("", a2.started());
    String why = report.nodes().get(1).reason();
    assertTrue(why, why.contains("no source is left for it; dc1.x.2"));
    assertTrue(why, why.contains("had 70 keys and has 0 keys now"));
  }

  @Test
  public void forceBootstrapsNodesThatAreWarmWhetherTheyAreOpenOrWereNeverClosed()
      throws Exception {
    nodes.forEach(n -> n.with("BootstrapState", "OPEN").with("Keys", 70L));
    b2.with("BootstrapState", "NOT_REQUIRED");
    SiteReport report = run(r -> r.forced(true));
    assertEquals(report.misses().toString(), Outcome.DONE, report.outcome());
    assertEquals("start ,,force,together,dc1.x.1:8101;", a1.started());
    assertEquals("start ,,force,together,dc2.a.2:8101;", b2.started());
  }

  @Test
  public void aForcedRunThatFailsOnAnOpenNodeIsAFailure() throws Exception {
    nodes.forEach(n -> n.with("BootstrapState", "OPEN").with("Keys", 70L));
    a1.outcome = "FAILED";
    SiteReport report = run(r -> r.forced(true));
    assertEquals(Outcome.FAILED, report.outcome());
    assertEquals(NodeResult.State.FAILED, report.nodes().get(0).state());
    assertEquals("FAILED: the source broke", report.nodes().get(0).reason());
    assertEquals(NodeResult.State.OPEN, report.nodes().get(2).state());
    a1.outcome = "WARMED";
    assertEquals(Outcome.DONE, run(r -> r.forced(true)).outcome());
  }

  @Test
  public void aNodeThatAnswersLateIsCheckedBeforeItsFirstRun() throws Exception {
    b1.down = true;
    b1.with("Keys", 3L);
    b2.down = true;
    // The site still waits for it when the others answer.
    a2.readings = 5;
    a1.ended =
        () -> {
          b1.down = false;
          b2.down = false;
        };
    SiteReport report = run();
    assertEquals(Outcome.FAILED, report.outcome());
    assertEquals("", b1.started());
    NodeResult refused = report.nodes().get(2);
    assertEquals(NodeResult.State.FAILED, refused.state());
    assertTrue(refused.reason(), refused.reason().startsWith("it is not empty: it holds 3 keys"));
    assertEquals(NodeResult.State.BOOTSTRAPPED, report.nodes().get(3).state());
  }

  @Test
  public void aNodeThatRequiresItsBootstrapAgainIsBootstrappedAgain() throws Exception {
    a2.with("BootstrapState", "BOOTSTRAPPED").with("LastOutcome", "WARMED").with("Keys", 70L);
    a1.ended = () -> a2.with("BootstrapState", "REQUIRES_BOOTSTRAP").with("Keys", 0L);
    SiteReport report = run();
    assertEquals(report.nodes().toString(), Outcome.DONE, report.outcome());
    assertEquals(
        "from the rack that has its data", "start ,,,together,dc2.b.2:8101;", a2.started());
  }

  @Test
  public void noNodeAtATimeIsNoRequest() {
    WarmupException e = assertThrows(WarmupException.class, () -> run(r -> r.parallel(0)));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertEquals("parallel is 0; allowed: a whole number from 1 on", e.getMessage());
  }
}
