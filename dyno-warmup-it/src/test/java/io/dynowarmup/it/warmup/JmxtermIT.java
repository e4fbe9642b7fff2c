// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Jmxterm;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

/** What an operator does in jmxterm. */
public class JmxtermIT extends Scenario {
  private WarmedNode warmup;
  private Jmxterm jmxterm;

  private void connect() throws Exception {
    connect(warmup());
  }

  private void connect(WarmedNode node) throws Exception {
    warmup = node;
    jmxterm = closeLater(closeLater(Steered.over(warmup)).jmxterm());
  }

  @Test
  public void aRunIsReadFollowedAndWaitedFor() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    connect();
    jmxterm.say("get -s Phase", "IDLE");
    jmxterm.say("get LastOutcomeCode", "LastOutcomeCode = -1;");
    assertSays("would drop", jmxterm.say("run preflight", "Redis  "));
    assertSays("milliseconds", jmxterm.say("info -e", "# notifications"));
    jmxterm.say("subscribe", "Subscribed to");

    jmxterm.say("run start", "operation returns");
    String told = jmxterm.await("io.dynowarmup.run.finished");
    assertSays("io.dynowarmup.run.started", told);
    assertSays("jmx.attribute.change", told);
    assertSays("CATCH_UP -> HAND_OVER after", told);
    assertSays("the source is ", told);

    jmxterm.say("run awaitCompletion 60", "WARMED");
    jmxterm.say("get LastRun.keys", "300");
    assertServes(cold());
    assertSame(cold(), source());
  }

  @Test
  public void whatIsTypedWrongIsAnsweredInASentence() throws Exception {
    cluster();
    connect();
    jmxterm.say("run abort", "IllegalStateException: no run is in progress");
    jmxterm.say("run start rack17", "source 'rack17' is none of the nodes");
    jmxterm.say("run start null", "source is null");
    assertSays("replication", jmxterm.say("run start \"\" magic", "no strategy 'magic'"));
    jmxterm.say("run awaitCompletion soon", "seconds is 'soon'; allowed: a whole number");
    jmxterm.say("run awaitCompletion 0", "seconds is '0'; allowed: a whole number");
    jmxterm.say("run awaitCompletion 5", "no run has been started yet");
    assertFalse("nothing has begun", warmup.engine().status().running());
    assertTrue(warmup.engine().history().isEmpty());
  }

  @Test
  public void abortWhileTheLocalRedisIsWaitedForAndAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    connect();
    cold().redis().kill();
    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.PREFLIGHT);

    jmxterm.say("run abort", "run 1 is ending");

    WarmupStatus end = warmup.end();
    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, end);
    assertFalse(end.phaseMillis().containsKey(WarmupPhase.SELECT_SOURCE));
    cold().redis().start();
    Await.until(
        "Dynomite has found its Redis again",
        LIMIT,
        () -> {
          assertServes(cold());
          return true;
        });
    again();
  }

  @Test
  public void abortDuringRestoreChangesNothingAndAgain() throws Exception {
    cluster();
    // A load of 8 s: two commands are given in it.
    Servers.fillForSlowLoad(source(), 80);
    Servers.loadSlowly(cold(), 100);
    connect();
    jmxterm.say("run start", "operation returns");
    Await.until("loading", LIMIT, () -> !warmup.engine().status().progress().endable());
    jmxterm.say("run abort", "run 1 is ending");
    warmup.awaitPhase(WarmupPhase.RESTORE);

    jmxterm.say("run start", "IllegalStateException: run 1 is in progress (RESTORE)");
    abort(WarmupPhase.RESTORE);

    Servers.loadSlowly(cold(), 0);
    jmxterm.say("run start \"\" \"\" force", "operation returns");
    jmxterm.say("run awaitCompletion 100", "operation returns");
    assertSays("WARMED", jmxterm.await("WARMED"));
    assertSame(cold(), source());
  }

  @Test
  public void abortOfAComparisonAndAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    connect();
    jmxterm.say("run start", "operation returns");
    assertSays("WARMED", jmxterm.say("run awaitCompletion 100", "WARMED"));
    warmup.set("verify.keys.per.second", 10);
    jmxterm.say("run verify full", "operation returns");
    jmxterm.say("run verify full", "IllegalStateException");

    jmxterm.say("run abort", "the verification is ending");

    Await.until("its end", LIMIT, () -> warmup.engine().verification().state() == State.ABORTED);
    jmxterm.say("get VerifyState", "VerifyState = ABORTED;");
    assertServes(cold());
    warmup.clear("verify.keys.per.second");
    jmxterm.say("run verify full", "operation returns");
    Await.until("its end", LIMIT, () -> warmup.engine().verification().state() == State.DONE);
    jmxterm.say("get VerifyDifferences", "VerifyDifferences = 0;");
  }

  @Test
  public void abortWhileThePeersAreAskedAndAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    connect();
    source().redis().freeze();
    jmxterm.say("run start", "operation returns");
    warmup.awaitPhase(WarmupPhase.SELECT_SOURCE);

    abort(WarmupPhase.SELECT_SOURCE);

    source().redis().thaw();
    again();
  }

  @Test
  public void abortDuringTheTransferAndAgain() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    connect();
    jmxterm.say("run start", "operation returns");
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    jmxterm.say("run start", "IllegalStateException: run 1 is in progress (TRANSFER)");

    abort(WarmupPhase.TRANSFER);

    cluster.link(1, 0).redis().bandwidth(0);
    again();
  }

  @Test
  public void abortWhileItCatchesUpAndAgain() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), 200, 100);
    WriteLoad load = load(Workload.versions("v:", 100, 500), 2_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);
    cluster.link(1, 0).redis().bandwidth(100_000);
    connect();
    warmup.set("strategy", "replication");
    jmxterm.say("run start", "operation returns");
    warmup.awaitPhase(WarmupPhase.CATCH_UP);

    abort(WarmupPhase.CATCH_UP);

    load.stop();
    cluster.link(1, 0).redis().bandwidth(0);
    again();
  }

  @Test
  public void abortDuringTheHandOverAndAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 200, 100);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    Strike waits =
        Strike.inWritesOnly(
            cold(),
            () -> {
              reached.countDown();
              await(aborted);
            });
    connect(closeLater(waits.beside(cold())));
    warmup.set("handover.settle.msec", 1_000).set("handover.msec", 2_000);
    jmxterm.say("run start", "operation returns");
    await(reached);

    jmxterm.say("run abort", "run 1 is ending");
    aborted.countDown();
    assertAborted(WarmupPhase.HAND_OVER);

    warmup.clear("handover.settle.msec").clear("handover.msec");
    again();
  }

  /** Aborts the run and asserts that it ends in this phase and that the node serves. */
  private void abort(WarmupPhase in) throws Exception {
    jmxterm.say("run abort", "run 1 is ending");
    assertAborted(in);
  }

  private static void await(CountDownLatch latch) {
    Await.until("the moment", LIMIT, () -> latch.getCount() == 0);
  }

  private void assertAborted(WarmupPhase in) throws Exception {
    WarmupStatus end = warmup.end();
    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, end);
    assertTrue(end.phaseMillis().toString(), end.phaseMillis().containsKey(in));
    for (WarmupPhase later : WarmupPhase.values()) {
      if (later.ordinal() > in.ordinal() && later != WarmupPhase.RESTORE) {
        assertFalse(later + " after " + in, end.phaseMillis().containsKey(later));
      }
    }
    jmxterm.say("get LastOutcome", "LastOutcome = ABORTED;");
    assertServes(cold());
  }

  /** Asserts that the aborted run does not hinder the next one. */
  private void again() throws Exception {
    assertReplicates(source(), cold());
    jmxterm.say("run start", "operation returns");
    jmxterm.say("run awaitCompletion 100", "operation returns");
    assertSays("WARMED", jmxterm.await("WARMED"));
    assertServes(cold());
    assertSame(cold(), source());
    assertReplicates(source(), cold());
  }
}
