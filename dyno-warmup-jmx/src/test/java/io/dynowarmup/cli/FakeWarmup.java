// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A run that transfers until it is aborted or released. */
public final class FakeWarmup implements Warmup {
  private VerifyReport verification = VerifyReport.none();
  public final CountDownLatch started = new CountDownLatch(1);
  private VerifyReport.State verifyEnd = VerifyReport.State.DONE;
  private WarmupObserver observer;
  private WarmupStatus status = WarmupStatus.initial();
  private WarmupRequest request;
  private final List<RunRecord> records = new ArrayList<>();

  synchronized WarmupRequest request() {
    return request;
  }

  /** Makes the next verification run forever. */
  synchronized void verifyWithoutEnd() {
    verifyEnd = VerifyReport.State.RUNNING;
  }

  public synchronized void enter(WarmupPhase phase) {
    become(status.toBuilder().phase(phase).build());
  }

  public synchronized void end(WarmupOutcome outcome, Reason reason, String why) {
    WarmupStatus end =
        status.toBuilder()
            .phase(WarmupPhase.IDLE)
            .outcome(outcome)
            .reasonCode(Optional.ofNullable(reason))
            .reason(why)
            .build();
    records.add(0, RunRecord.of(end));
    become(end);
  }

  private void become(WarmupStatus next) {
    status = next;
    observer.changed(next);
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
    status =
        status.toBuilder()
            .runId("1")
            .trigger(wanted.trigger())
            .requestedBy(wanted.requestedBy())
            .startedEpochMillis(1_700_000_000_000L)
            .build();
    enter(WarmupPhase.TRANSFER);
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
  public synchronized WarmupStatus status() {
    return status;
  }

  @Override
  public WarmupStatus await(long millis) {
    return status();
  }

  @Override
  public PreflightReport preflight(WarmupRequest wanted) {
    return new PreflightReport.Builder()
        .answer(PreflightReport.Answer.WOULD_WARM)
        .why("it is cold")
        .status(status())
        .drops(0)
        .build();
  }

  @Override
  public synchronized List<RunRecord> history() {
    return new ArrayList<>(records);
  }

  @Override
  public Map<WarmupOutcome, Long> outcomes() {
    return Collections.emptyMap();
  }

  @Override
  public List<EffectiveSetting> settings() {
    return Collections.emptyList();
  }

  @Override
  public synchronized void addObserver(WarmupObserver newObserver) {
    observer = newObserver;
  }

  @Override
  public void removeObserver(WarmupObserver old) {
    // The only observer stays to the end.
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
    verification =
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
    return verification;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
