// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A warm-up whose status the test sets. */
public final class HostedWarmup implements Warmup {
  public final List<WarmupRequest.Trigger> started = new ArrayList<>();
  public final List<WarmupRequest> requests = new ArrayList<>();
  public final List<WarmupObserver> observers = new ArrayList<>();
  public WarmupStatus status = WarmupStatus.initial();
  public Runnable onStart = () -> {};
  public Runnable waits = () -> {};
  public Runnable onClose = () -> {};

  @Override
  public String start(WarmupRequest request) {
    started.add(request.trigger());
    requests.add(request);
    onStart.run();
    return "1";
  }

  @Override
  public String abort(String why) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WarmupStatus status() {
    return status;
  }

  @Override
  public WarmupStatus await(long millis) {
    waits.run();
    return status;
  }

  @Override
  public PreflightReport preflight(WarmupRequest request) {
    throw new UnsupportedOperationException();
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
  public void addObserver(WarmupObserver observer) {
    observers.add(observer);
  }

  @Override
  public void removeObserver(WarmupObserver observer) {
    observers.remove(observer);
  }

  @Override
  public void verify(String mode) {
    throw new AssertionError("this test does not verify");
  }

  @Override
  public VerifyReport verification() {
    return VerifyReport.none();
  }

  @Override
  public void close() {
    onClose.run();
  }
}
