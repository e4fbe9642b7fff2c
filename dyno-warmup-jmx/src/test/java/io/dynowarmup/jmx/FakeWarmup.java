// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.api.report.WatchedProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A warm-up whose answers the test sets; observers are called at once. */
public class FakeWarmup implements Warmup {
  final List<WarmupRequest> requests = new ArrayList<>();
  final List<WarmupObserver> observers = new CopyOnWriteArrayList<>();
  final List<RunRecord> records = new ArrayList<>();
  final Map<WarmupOutcome, Long> counts = new EnumMap<>(WarmupOutcome.class);
  public WarmupStatus status = WarmupStatus.initial();
  WarmupException refusal;
  public NodeView node = NodeView.unknown();
  List<WatchedProcess> processes = Collections.emptyList();
  WarmupException badSettings;
  final List<String> verified = new ArrayList<>();
  String limitation = "";
  public VerifyReport report;
  long awaited;
  final List<Boolean> dumps = new ArrayList<>();
  final List<String> dumpAborts = new ArrayList<>();
  DumpReport dumped = DumpReport.none();

  protected final void become(UnaryOperator<WarmupStatus.Builder> change) {
    unseen(change);
    observers.forEach(o -> o.changed(status));
  }

  /** Changes the status without calling an observer. */
  void unseen(UnaryOperator<WarmupStatus.Builder> change) {
    boolean wasRunning = status.running();
    status = change.apply(status.toBuilder()).build();
    if (wasRunning && !status.running()) {
      records.add(0, RunRecord.of(status));
    }
  }

  private void refuse() {
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public String start(WarmupRequest request) {
    refuse();
    requests.add(request);
    return "7";
  }

  @Override
  public String abort(String why) {
    refuse();
    return "7";
  }

  @Override
  public WarmupStatus status() {
    return status;
  }

  @Override
  public WarmupStatus await(long millis) {
    awaited = millis;
    return status;
  }

  @Override
  public PreflightReport preflight(WarmupRequest request) {
    refuse();
    requests.add(request);
    return new PreflightReport.Builder()
        .answer(PreflightReport.Answer.WOULD_WARM)
        .why("it is cold")
        .status(status)
        .drops(0)
        .build();
  }

  @Override
  public List<RunRecord> history() {
    return records;
  }

  @Override
  public Map<WarmupOutcome, Long> outcomes() {
    return counts;
  }

  @Override
  public List<WatchedProcess> processes() {
    return processes;
  }

  @Override
  public List<EffectiveSetting> settings() {
    if (badSettings != null) {
      throw badSettings;
    }
    return Collections.singletonList(EffectiveSetting.of("a.poll.msec", "200", "default"));
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
    refuse();
    verified.add(mode);
  }

  @Override
  public VerifyReport verification() {
    if (report != null) {
      return report;
    }
    return verified.isEmpty()
        ? VerifyReport.none()
        : new VerifyReport.Builder()
            .state(VerifyReport.State.RUNNING)
            .mode(verified.get(0))
            .reason(limitation)
            .startedEpochMillis(1)
            .elapsedMillis(7)
            .build();
  }

  @Override
  public void dump(boolean force) {
    refuse();
    dumps.add(force);
  }

  @Override
  public void abortDump(String why) {
    refuse();
    dumpAborts.add(why);
  }

  @Override
  public DumpReport dumped() {
    return dumped;
  }

  @Override
  public void close() {
    refusal = new WarmupException(Reason.NOT_RUNNING, "the warm-up has been shut down");
  }

  @Override
  public NodeView node() {
    return node;
  }
}
