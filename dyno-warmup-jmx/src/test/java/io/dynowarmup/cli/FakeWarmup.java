package io.dynowarmup.cli;

import io.dynowarmup.EffectiveSetting;
import io.dynowarmup.PreflightReport;
import io.dynowarmup.RunRecord;
import io.dynowarmup.VerifyReport;
import io.dynowarmup.Warmup;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupObserver;
import io.dynowarmup.WarmupOutcome;
import io.dynowarmup.WarmupPhase;
import io.dynowarmup.WarmupRequest;
import io.dynowarmup.WarmupStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A run that transfers until it is aborted or let go. */
final class FakeWarmup implements Warmup {
  final CountDownLatch started = new CountDownLatch(1);
  private WarmupObserver observer;
  private WarmupStatus status = WarmupStatus.initial();
  private WarmupRequest request;

  synchronized WarmupRequest request() {
    return request;
  }

  synchronized void enter(WarmupPhase phase) {
    become(status.toBuilder().phase(phase).build());
  }

  synchronized void end(WarmupOutcome outcome, Reason reason, String why) {
    become(status.toBuilder().phase(WarmupPhase.IDLE).outcome(outcome, reason, why).build());
  }

  private void become(WarmupStatus next) {
    status = next;
    observer.changed(next);
  }

  @Override
  public synchronized String start(WarmupRequest wanted) {
    request = wanted;
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
  public List<RunRecord> history() {
    return Collections.emptyList();
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
    // it has one, to the end
  }

  @Override
  public void verify(String mode) {
    throw new AssertionError("nobody asked for it");
  }

  @Override
  public VerifyReport verification() {
    return VerifyReport.NONE;
  }

  @Override
  public void close() {
    // nothing is left open
  }
}
