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
import java.util.concurrent.CountDownLatch;

/** A run that transfers until it is aborted or released. */
public final class FakeWarmup implements Warmup {
  private VerifyReport verification = VerifyReport.NONE;
  final CountDownLatch started = new CountDownLatch(1);
  private WarmupObserver observer;
  private WarmupStatus status = WarmupStatus.initial();
  private WarmupRequest request;
  private final List<RunRecord> records = new ArrayList<>();

  synchronized WarmupRequest request() {
    return request;
  }

  synchronized void enter(WarmupPhase phase) {
    become(status.toBuilder().phase(phase).build());
  }

  synchronized void end(WarmupOutcome outcome, Reason reason, String why) {
    WarmupStatus end =
        status.toBuilder().phase(WarmupPhase.IDLE).outcome(outcome, reason, why).build();
    records.add(0, RunRecord.of(end));
    become(end);
  }

  private void become(WarmupStatus next) {
    status = next;
    observer.changed(next);
  }

  @Override
  public synchronized String start(WarmupRequest wanted) {
    if (wanted.source().equals("nowhere")) {
      throw new WarmupException(Reason.BAD_ARGUMENT, "source 'nowhere' is none of the nodes");
    }
    if (status.running()) {
      throw new WarmupException(Reason.ALREADY_RUNNING, "run 1 is going on");
    }
    request = wanted;
    status = status.toBuilder().run("1", wanted.trigger(), 1_700_000_000_000L).build();
    enter(WarmupPhase.TRANSFER);
    started.countDown();
    return "1";
  }

  @Override
  public synchronized String abort(String why) {
    if (!status.running()) {
      throw new WarmupException(Reason.NOT_RUNNING, "no run is going on");
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
    return new PreflightReport(
        PreflightReport.Answer.WOULD_WARM, "it is cold", status(), Collections.emptyList(), 0);
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
  public void verify(String mode) {
    PeerComparison found =
        new PeerComparison(
            Statuses.OTHER, 10, 7, 1, 2, 0, 0, "", Collections.singletonList("key:7: here"));
    verification =
        new VerifyReport(VerifyReport.State.DONE, mode, "", 1, 7, Collections.singletonList(found));
  }

  @Override
  public VerifyReport verification() {
    return verification;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
