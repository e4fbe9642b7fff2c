// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.PeerRepair;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.WatchedProcess;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import org.junit.Before;
import org.junit.Test;

/** Tests the bean through an MBean server, as tools use it. */
public class WarmupBeanTest {
  private final FakeWarmup warmup = new FakeWarmup();
  private final MBeanServer server = Beans.server();
  private WarmupMXBean bean;

  @Before
  public void register() {
    Registration.of(server, warmup);
    bean = Beans.proxy(server);
  }

  @Test
  public void theNodeIsNamedByItsRunOrItsProbe() {
    assertEquals("", bean.getNode());
    assertEquals("", bean.getNodeTokens());
    warmup.become(s -> s.phase(WarmupPhase.TRANSFER).self(Beans.PEER));
    assertEquals(Beans.PEER.redis().toString(), bean.getNode());
    assertEquals(Beans.PEER.rack(), bean.getNodeRack());
    assertEquals(Beans.PEER.datacenter(), bean.getNodeDatacenter());
    assertEquals(Beans.PEER.tokens().toString().replaceAll("[\\[\\] ]", ""), bean.getNodeTokens());
  }

  private void transferring() {
    warmup.become(
        s ->
            s.runId("3")
                .trigger(Trigger.MANUAL)
                .startedEpochMillis(1_000)
                .phase(WarmupPhase.TRANSFER)
                .elapsedMillis(5_000)
                .sinceProgressMillis(300)
                .budgetMillis(60_000)
                .phaseMillis(Collections.singletonMap(WarmupPhase.TRANSFER, 4_000L))
                .source(Beans.PEER)
                .strategy("replication")
                .progress(
                    new Progress.Builder()
                        .stage(Progress.Stage.COPYING)
                        .bytesDone(250)
                        .bytesTotal(1_000)
                        .lagBytes(9)
                        .masterOffset(30)
                        .replicaOffset(20)
                        .note("receiving the data")
                        .build())
                .bytesPerSecond(50)
                .candidates(
                    Arrays.asList(
                        CandidateVerdict.of(Beans.PEER, true, true, "300 keys"),
                        CandidateVerdict.of(Beans.OTHER, false, false, "no answer")))
                .dynomiteState("STANDBY")
                .redisRole("slave")
                .peersConnected(1)
                .peersExpected(2)
                .warnings(Collections.singletonList("odd")));
  }

  /** All attributes of a run are those of one run. */
  @Test
  public void aLaterRunOfAnotherProcessTakesThePlaceOfTheLastOwnRun() {
    transferring();
    ended(WarmupOutcome.ABORTED, Reason.ABORTED, "an operator ended it");
    RunRecord own = RunRecord.of(warmup.status);
    warmup.records.add(
        0,
        new RunRecord.Builder()
            .from(own)
            .runId("4")
            .startedEpochMillis(2_000)
            .elapsedMillis(700)
            .outcome(WarmupOutcome.WARMED)
            .requestedBy("command line")
            .source("10.9.9.9:22122")
            .build());
    assertEquals("4", bean.getRunId());
    assertEquals("command line", bean.getRequestedBy());
    assertEquals("WARMED", bean.getLastOutcome());
    assertEquals(700, bean.getElapsedMillis());
    assertEquals("10.9.9.9:22122", bean.getSource());
    assertEquals(Collections.emptyMap(), bean.getPhaseMillis());
    assertEquals("of the run before", 0, bean.getWarnings().length);
    assertEquals("of the node", "STANDBY", bean.getDynomiteState());
    warmup.become(s -> s.runId("5").phase(WarmupPhase.PREFLIGHT).startedEpochMillis(1_500));
    assertEquals("a run that is going on counts first", "5", bean.getRunId());
  }

  private void ended(WarmupOutcome outcome, Reason code, String why) {
    warmup.become(
        s ->
            s.phase(WarmupPhase.IDLE)
                .outcome(outcome)
                .reasonCode(Optional.ofNullable(code))
                .reason(why)
                .handOver(
                    new HandOverReport.Builder()
                        .held(true)
                        .settleMillis(10)
                        .writesOnlyMillis(31)
                        .lagBytes(0)
                        .missingBytes(0)
                        .build())
                .keys(300));
  }

  @Test
  public void beforeTheFirstRunNothingIsKnownAndNothingIsInvented() {
    assertEquals("IDLE", bean.getPhase());
    assertFalse(bean.isRunning());
    for (long unknown :
        new long[] {
          bean.getPercent(), bean.getBytesTransferred(), bean.getBytesTotal(),
          bean.getBytesPerSecond(), bean.getEtaMillis(), bean.getBudgetMillis(),
          bean.getBudgetLeftMillis(), bean.getLagBytes(), bean.getMasterOffset(),
          bean.getReplicaOffset(), bean.getLastOutcomeCode(), bean.getLastWritesOnlyMillis(),
          bean.getLastFinishedEpochMillis(), bean.getPeersConnected(), bean.getPeersExpected()
        }) {
      assertEquals(-1, unknown);
    }
    assertEquals("", bean.getSource() + bean.getTrigger() + bean.getLastOutcome());
    assertNull(bean.getLastRun());
    assertEquals(0, bean.getHistory().length + bean.getCandidates().length);
  }

  @Test
  public void aRunThatIsGoingOnIsSeenFromAllSides() {
    transferring();
    assertEquals("TRANSFER", bean.getPhase());
    assertEquals(3, bean.getPhaseCode());
    assertTrue(bean.isRunning());
    assertEquals(25, bean.getPercent());
    assertEquals(15_000, bean.getEtaMillis());
    assertEquals(55_000, bean.getBudgetLeftMillis());
    assertEquals(300, bean.getSinceProgressMillis());
    assertEquals(1, bean.getPeersConnected());
    assertEquals(2, bean.getPeersExpected());
    assertEquals("127.0.0.2:22122", bean.getSource());
    assertEquals("b", bean.getSourceRack());
    assertEquals("MANUAL", bean.getTrigger());
    assertEquals(20, bean.getReplicaOffset());
    assertEquals(Collections.singletonMap("TRANSFER", 4_000L), bean.getPhaseMillis());
    assertArrayEquals(new String[] {"odd"}, bean.getWarnings());
    CandidateView chosen = bean.getCandidates()[0];
    assertTrue(chosen.isEligible() && chosen.isChosen());
    assertEquals("127.0.0.3:22122", bean.getCandidates()[1].getPeer());
    assertEquals("no answer", bean.getCandidates()[1].getVerdict());
  }

  @Test
  public void aRunThatIsOverIsTheLastOne() {
    transferring();
    ended(WarmupOutcome.FAILED, Reason.STALLED, "nothing moved");
    warmup.counts.put(WarmupOutcome.FAILED, 4L);
    assertEquals("FAILED", bean.getLastOutcome());
    assertEquals(3, bean.getLastOutcomeCode());
    assertEquals("nothing moved", bean.getLastReason());
    assertEquals(31, bean.getLastWritesOnlyMillis());
    assertEquals(6_000, bean.getLastFinishedEpochMillis());
    assertEquals(4, bean.getRunsFailed());
    assertEquals(0, bean.getRunsWarmed());
    assertEquals(-1, bean.getBudgetLeftMillis());
    assertEquals(-1, bean.getEtaMillis());
    assertEquals(-1, bean.getSinceProgressMillis());
    assertEquals(-1, bean.getPeersConnected());
    assertEquals(-1, bean.getPeersExpected());
    RunView last = bean.getLastRun();
    assertEquals("3", last.getRunId());
    assertEquals(300, last.getKeys());
    assertEquals(250, last.getBytes());
    assertEquals(1, bean.getHistory().length);
  }

  @Test
  public void codesAreAPromise() {
    assertEquals(
        "[IDLE, PREFLIGHT, SELECT_SOURCE, TRANSFER, CATCH_UP, HAND_OVER, RECONCILE, RESTORE]",
        Arrays.toString(WarmupPhase.values()));
    assertEquals(
        "[WARMED, PARTIAL, ABORTED, FAILED, SKIPPED]", Arrays.toString(WarmupOutcome.values()));
  }

  @Test
  public void settingsAreShownOrTheProblemWithThem() {
    assertEquals("a.poll.msec", bean.getSettings()[0].getName());
    assertEquals("default", bean.getSettings()[0].getOrigin());
    assertEquals("", bean.getSettingsProblem());
    Optional<String> broken = Optional.of("dynomite.yml, line 3: expected a number");
    warmup.node = warmup.node.withTopologyProblem(broken);
    assertEquals("dynomite.yml, line 3: expected a number", bean.getSettingsProblem());
    warmup.badSettings = new WarmupException(Reason.BAD_CONFIG, "poll.msec=often is wrong");
    assertEquals(0, bean.getSettings().length);
    assertEquals("poll.msec=often is wrong", bean.getSettingsProblem());
  }

  @Test
  public void whatIsWatchedIsShown() {
    assertEquals(0, bean.getProcesses().length);
    warmup.processes =
        Arrays.asList(
            new WatchedProcess.Builder()
                .name("Redis")
                .state("DOWN")
                .sinceEpochMillis(17)
                .restarts(2)
                .text("starting it")
                .build(),
            new WatchedProcess.Builder().name("Dynomite").state("STANDBY").build());
    ProcessView redis = bean.getProcesses()[0];
    assertEquals("Redis", redis.getName());
    assertEquals("DOWN", redis.getState());
    assertEquals(17, redis.getSinceEpochMillis());
    assertEquals(2, redis.getRestarts());
    assertEquals("starting it", redis.getText());
    assertEquals("STANDBY", bean.getProcesses()[1].getState());
  }

  @Test
  public void noAttributeThrowsWhateverTheMoment() throws Exception {
    MBeanAttributeInfo[] all = server.getMBeanInfo(Beans.NAME).getAttributes();
    String[] names = Arrays.stream(all).map(MBeanAttributeInfo::getName).toArray(String[]::new);
    warmup.badSettings = new WarmupException(Reason.FILE, "gone");
    assertEquals(names.length, server.getAttributes(Beans.NAME, names).size());
    transferring();
    assertEquals(names.length, server.getAttributes(Beans.NAME, names).size());
    ended(WarmupOutcome.WARMED, null, "");
    for (Object a : server.getAttributes(Beans.NAME, names)) {
      assertTrue(((Attribute) a).getName(), names.length > 40);
    }
  }

  @Test
  public void startPassesOnWhatItWasAskedFor() {
    assertEquals("7", bean.start());
    assertEquals("7", bean.start(" rack2 "));
    bean.start("", "replication");
    assertFalse(warmup.requests.get(0).source().isPresent());
    assertEquals("rack2", warmup.requests.get(1).source().get());
    assertEquals("replication", warmup.requests.get(2).strategy().get());
    assertEquals(Trigger.MANUAL, warmup.requests.get(2).trigger());
    bean.start("", "", "", "together", " dc1 ");
    assertFalse("it is not named", warmup.requests.get(3).source().isPresent());
    assertEquals("dc1", warmup.requests.get(3).preferredSource().get());
    assertTrue(warmup.requests.get(3).isOpenedTogether());
    bean.start("", "snapshot", "", "", "", "d1, d2");
    assertEquals(Arrays.asList("d1", "d2"), warmup.requests.get(4).dumps());
  }

  @Test
  public void aBadArgumentAndABadMomentAreJdkExceptionsWithTheMessageOnly() {
    warmup.refusal = new WarmupException(Reason.BAD_ARGUMENT, "there is no strategy 'x'");
    RuntimeException bad = assertThrows(IllegalArgumentException.class, () -> bean.start("", "x"));
    assertEquals("there is no strategy 'x'", bad.getMessage());
    assertNull(bad.getCause());
    warmup.refusal = new WarmupException(Reason.NOT_RUNNING, "no run is in progress");
    RuntimeException moment = assertThrows(IllegalStateException.class, bean::abort);
    assertEquals("no run is in progress", moment.getMessage());
  }

  @Test
  public void forceIsTheWordAndNothingThatCouldBeATypingError() {
    bean.start("", "", "force");
    assertTrue(warmup.requests.get(0).isForced());
    bean.start("", "", "");
    assertFalse(warmup.requests.get(1).isForced());
    for (String wrong : new String[] {"true", "FORCE", "forced", "0", null}) {
      assertThrows(IllegalArgumentException.class, () -> bean.start("", "", wrong));
    }
    assertEquals(2, warmup.requests.size());
  }

  @Test
  public void nullIsNotTakenForAnything() {
    assertThrows(IllegalArgumentException.class, () -> bean.start(null));
    assertThrows(IllegalArgumentException.class, () -> bean.start("", null));
    assertEquals(Collections.emptyList(), warmup.requests);
  }

  @Test
  public void preflightIsTheReportsText() {
    assertTrue(bean.preflight(), bean.preflight().startsWith("WOULD_WARM: it is cold"));
    assertEquals(bean.preflight(), bean.preflight("text"));
    String json = bean.preflight("json");
    assertTrue(json, json.startsWith("{\"answer\":\"WOULD_WARM\",") && json.endsWith("}"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> bean.preflight("xml"));
    assertEquals("format is 'xml'; allowed: text, json, answer", e.getMessage());
    assertEquals("WOULD_WARM", bean.preflight("answer", "").split(": ")[0]);
  }

  @Test
  public void preflightTakesThePreferredSourceAndForceAsAStartDoes() {
    bean.preflight("answer", "", "rack-b", "force");
    assertEquals("rack-b", warmup.requests.get(0).preferredSource().orElse(""));
    assertTrue(warmup.requests.get(0).isForced());
    bean.preflight("answer", "", "rack-b", "");
    bean.preflight("answer", "", "rack-b");
    assertFalse(warmup.requests.get(1).isForced() || warmup.requests.get(2).isForced());
    assertThrows(IllegalArgumentException.class, () -> bean.preflight("answer", "", "", "true"));
  }

  @Test
  public void awaitCompletionReturnsTheOutcomeOrThatTheTimeIsUp() {
    assertThrows(IllegalStateException.class, () -> bean.awaitCompletion("5"));
    transferring();
    String still = bean.awaitCompletion("86400");
    assertEquals(86_400_000, warmup.awaited);
    assertEquals(
        "RUNNING: run 3 is in TRANSFER after 5000 ms; the 86400 s are over, the run continues",
        still);
    ended(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT, "9 bytes are missing");
    assertEquals("PARTIAL: 9 bytes are missing", bean.awaitCompletion("1"));
  }

  @Test
  public void awaitCompletionTakesNothingButWholeSecondsInItsRange() {
    for (String wrong :
        new String[] {"0", "86401", "", "ten", "1e3", "-1", "+1", " 1", "9999999999"}) {
      RuntimeException e =
          assertThrows(IllegalArgumentException.class, () -> bean.awaitCompletion(wrong));
      assertTrue(e.getMessage(), e.getMessage().contains("'" + wrong + "'"));
      assertTrue(e.getMessage(), e.getMessage().contains("from 1 to 86400"));
    }
    assertThrows(IllegalArgumentException.class, () -> bean.awaitCompletion(null));
    assertEquals(0, warmup.awaited);
  }

  @Test
  public void anAbortOfANodeThatIsStillEmptySaysThatItServesNothing() {
    String zero = "; unless the data arrives before, the node serves with 0 keys";
    warmup.unseen(s -> s.phase(WarmupPhase.TRANSFER).progress(Progress.none()).keysBefore(0));
    assertTrue(bean.abort(), bean.abort().endsWith(zero));
    warmup.unseen(s -> s.phase(WarmupPhase.CATCH_UP));
    assertFalse(bean.abort(), bean.abort().contains(zero));
    warmup.unseen(s -> s.phase(WarmupPhase.TRANSFER).keysBefore(5));
    assertFalse(bean.abort(), bean.abort().contains(zero));
  }

  @Test
  public void aComparisonIsBegunAndRead() {
    assertEquals("NONE", bean.getVerifyState());
    assertEquals(-1, bean.getVerifyDifferences());
    assertEquals(
        "the verification (full) has begun: see VerifyState and verification()",
        bean.verify(" full "));
    assertEquals("RUNNING", bean.getVerifyState());
    assertEquals(0, bean.getVerifyDifferences());
    assertEquals("RUNNING: full, 7 ms", bean.verification());
  }

  @Test
  public void aRepairThatCanChangeNothingSaysSoWhenItBegins() {
    warmup.limitation = "it changes nothing";
    assertEquals(
        "the verification (repair) has begun: see VerifyState and verification(); it changes"
            + " nothing",
        bean.verify("repair"));
    assertEquals("it changes nothing", bean.getVerifyReason());
  }

  private static PeerComparison compared(Peer peer, long different) {
    return new PeerComparison.Builder()
        .peer(peer)
        .compared(100)
        .equal(90 - different)
        .different(different)
        .missingHere(4)
        .missingThere(3)
        .inDoubt(3)
        .build();
  }

  @Test
  public void aVerificationIsSummedOverThePeersAndReportedForEach() {
    assertEquals(0, bean.getVerifyStateCode());
    assertEquals(-1, bean.getVerifyPeers());
    assertEquals(-1, bean.getVerifyEqual());
    assertEquals(-1, bean.getVerifyRepaired());
    assertEquals(-1, bean.getVerifyElapsedMillis());
    assertEquals(Collections.emptyMap(), bean.getVerifyPeerDifferences());

    PeerComparison repaired =
        compared(Beans.PEER, 5)
            .with(PeerRepair.of(9, 1, Collections.singletonMap("it is being written to", 2L)));
    warmup.report =
        new VerifyReport.Builder()
            .state(VerifyReport.State.DONE)
            .mode("repair")
            .startedEpochMillis(1_000)
            .elapsedMillis(77)
            .peers(Arrays.asList(repaired, compared(Beans.OTHER, 1)))
            .build();

    assertEquals(2, bean.getVerifyStateCode());
    assertEquals(77, bean.getVerifyElapsedMillis());
    assertEquals(2, bean.getVerifyPeers());
    assertEquals(200, bean.getVerifyKeys());
    assertEquals(174, bean.getVerifyEqual());
    assertEquals(6, bean.getVerifyDifferent());
    assertEquals(8, bean.getVerifyMissingHere());
    assertEquals(6, bean.getVerifyMissingThere());
    assertEquals(6, bean.getVerifyInDoubt());
    assertEquals(9, bean.getVerifyRepaired());
    assertEquals(10, bean.getVerifyDifferences());
    Map<String, Long> peers = new HashMap<>();
    peers.put(Beans.PEER.redis().toString(), 2L);
    peers.put(Beans.OTHER.redis().toString(), 8L);
    assertEquals(peers, bean.getVerifyPeerDifferences());
  }

  @Test
  public void aDumpIsStartedAndEndedAndItsProgressShown() {
    assertEquals("NONE", bean.getDumpState());
    assertEquals(-1, bean.getDumpKeys());

    assertEquals("the dump has begun: see DumpState", bean.dump());
    bean.dump("force");
    assertEquals(Arrays.asList(false, true), warmup.dumps);
    assertEquals("the dump is ending", bean.abortDump());
    assertEquals(Collections.singletonList("an operator ended it over JMX"), warmup.dumpAborts);

    warmup.dumped =
        new DumpReport.Builder()
            .state(DumpReport.State.FAILED)
            .reason("the disk is full")
            .id("x")
            .startedEpochMillis(1)
            .elapsedMillis(2)
            .names(3)
            .keys(4)
            .chunks(5)
            .bytes(6)
            .leftOut(7)
            .lastDoneEpochMillis(8)
            .build();
    assertEquals(4, bean.getDumpStateCode());
    assertEquals("the disk is full", bean.getDumpReason());
    assertEquals("x", bean.getDumpId());
    assertEquals(1, bean.getDumpStartedEpochMillis());
    assertEquals(2, bean.getDumpElapsedMillis());
    assertEquals(3, bean.getDumpNames());
    assertEquals(4, bean.getDumpKeys());
    assertEquals(5, bean.getDumpChunks());
    assertEquals(6, bean.getDumpBytes());
    assertEquals(7, bean.getDumpLeftOut());
    assertEquals(8, bean.getDumpLastDoneEpochMillis());
    assertEquals(1L, (long) bean.getStates().get("dump.FAILED"));
  }
}
