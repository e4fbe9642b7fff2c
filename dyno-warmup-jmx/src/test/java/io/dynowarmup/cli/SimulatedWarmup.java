// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.jmx.FakeWarmup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A warm-up whose run transfers until it is aborted or the test ends it. Thread-safe. */
public final class SimulatedWarmup extends FakeWarmup {
  Reason stopRefusal = Reason.NOT_RUNNING;

  public final CountDownLatch started = new CountDownLatch(1);
  private VerifyReport.State verifyEnd = VerifyReport.State.DONE;
  private WarmupRequest request;

  synchronized WarmupRequest request() {
    return request;
  }

  /** Makes the next verification run forever. */
  synchronized void verifyWithoutEnd() {
    verifyEnd = VerifyReport.State.RUNNING;
  }

  public synchronized void enter(WarmupPhase phase) {
    become(run -> run.phase(phase));
  }

  public synchronized void end(WarmupOutcome outcome, Reason reason, String why) {
    become(
        run ->
            run.phase(WarmupPhase.IDLE)
                .outcome(outcome)
                .reasonCode(Optional.ofNullable(reason))
                .reason(why));
  }

  @Override
  public synchronized String start(WarmupRequest wanted) {
    if (wanted.source().filter("nowhere"::equals).isPresent()) {
      throw new WarmupException(Reason.BAD_ARGUMENT, "source 'nowhere' is none of the nodes");
    }
    if (status.running()) {
      throw new WarmupException(Reason.ALREADY_RUNNING, "run 1 is in progress");
    }
    request = wanted;
    become(
        run ->
            run.runId("1")
                .trigger(wanted.trigger())
                .requestedBy(wanted.requestedBy())
                .startedEpochMillis(1_700_000_000_000L)
                .phase(WarmupPhase.TRANSFER));
    started.countDown();
    return "1";
  }

  @Override
  public synchronized String abort(String why) {
    if (!status.running()) {
      throw new WarmupException(Reason.NOT_RUNNING, "no run is in progress");
    }
    enter(WarmupPhase.RESTORE);
    end(WarmupOutcome.ABORTED, Reason.ABORTED, why);
    return "1";
  }

  @Override
  public String prepareStop(String who) {
    throw new WarmupException(stopRefusal, "the node is not stopped");
  }

  @Override
  public synchronized WarmupStatus status() {
    return super.status();
  }

  @Override
  public WarmupStatus await(long millis) {
    return status();
  }

  @Override
  public synchronized List<RunRecord> history() {
    return new ArrayList<>(super.history());
  }

  @Override
  public synchronized void verify(String mode) {
    PeerComparison found =
        new PeerComparison.Builder()
            .peer(Statuses.OTHER)
            .compared(10)
            .equal(7)
            .different(1)
            .missingHere(2)
            .missingThere(0)
            .inDoubt(0)
            .examples(Collections.singletonList("key:7: here"))
            .build();
    report =
        new VerifyReport.Builder()
            .state(verifyEnd)
            .mode(mode)
            .startedEpochMillis(1)
            .elapsedMillis(7)
            .peers(Collections.singletonList(found))
            .build();
  }

  @Override
  public synchronized VerifyReport verification() {
    return super.verification();
  }
}
