// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Implements the attributes of the warm-up. */
final class WarmupBean extends VerificationBean {
  private final Warmup warmup;

  WarmupBean(Warmup warmup, NotificationPublisher news) {
    super(warmup, news);
    this.warmup = warmup;
  }

  private WarmupStatus now() {
    return warmup.status();
  }

  @Override
  public String getPhase() {
    return now().phase().name();
  }

  @Override
  public int getPhaseCode() {
    return now().phase().ordinal();
  }

  @Override
  public boolean isRunning() {
    return now().running();
  }

  @Override
  public boolean isColdAndServing() {
    return now().coldAndServing();
  }

  @Override
  public int getPercent() {
    return now().progress().percent();
  }

  @Override
  public long getBytesTransferred() {
    return now().progress().bytesDone();
  }

  @Override
  public long getBytesTotal() {
    return Math.max(-1, now().progress().bytesTotal());
  }

  @Override
  public long getBytesPerSecond() {
    return now().bytesPerSecond();
  }

  @Override
  public long getEtaMillis() {
    return Times.leftMillis(now());
  }

  @Override
  public long getElapsedMillis() {
    return now().elapsedMillis();
  }

  @Override
  public long getBudgetMillis() {
    return Times.budgetMillis(now());
  }

  @Override
  public long getBudgetLeftMillis() {
    return Times.budgetLeftMillis(now());
  }

  @Override
  public long getLagBytes() {
    return now().progress().lagBytes();
  }

  @Override
  public long getMasterOffset() {
    return now().progress().masterOffset();
  }

  @Override
  public long getReplicaOffset() {
    return now().progress().replicaOffset();
  }

  @Override
  public String getSource() {
    return now().source().map(p -> p.redis().toString()).orElse("");
  }

  @Override
  public String getSourceRack() {
    return now().source().map(Peer::rack).orElse("");
  }

  @Override
  public String getStrategy() {
    return now().strategy();
  }

  @Override
  public String getDynomiteState() {
    return now().dynomiteState();
  }

  @Override
  public String getRedisRole() {
    return now().redisRole();
  }

  @Override
  public String getRunId() {
    return now().runId();
  }

  @Override
  public String getTrigger() {
    WarmupStatus s = now();
    return s.runId().isEmpty() ? "" : s.trigger().name();
  }

  @Override
  public String getNote() {
    return now().progress().note();
  }

  private Optional<RunRecord> last() {
    return warmup.history().stream().findFirst();
  }

  private String last(Function<RunRecord, String> text) {
    return last().map(text).orElse("");
  }

  private long lastNumber(ToLongFunction<RunRecord> number) {
    return last().map(number::applyAsLong).orElse(-1L);
  }

  @Override
  public String getLastOutcome() {
    return last(r -> r.outcome().name());
  }

  @Override
  public int getLastOutcomeCode() {
    return last().map(r -> r.outcome().ordinal()).orElse(-1);
  }

  @Override
  public String getLastReason() {
    return last(RunRecord::reason);
  }

  @Override
  public String getLastCompared() {
    return last(RunRecord::compared);
  }

  @Override
  public long getLastWritesOnlyMillis() {
    return lastNumber(RunRecord::writesOnlyMillis);
  }

  @Override
  public long getLastFinishedEpochMillis() {
    return lastNumber(r -> r.startedEpochMillis() + r.elapsedMillis());
  }

  private long runs(WarmupOutcome outcome) {
    return warmup.outcomes().getOrDefault(outcome, 0L);
  }

  @Override
  public long getRunsWarmed() {
    return runs(WarmupOutcome.WARMED);
  }

  @Override
  public long getRunsPartial() {
    return runs(WarmupOutcome.PARTIAL);
  }

  @Override
  public long getRunsAborted() {
    return runs(WarmupOutcome.ABORTED);
  }

  @Override
  public long getRunsFailed() {
    return runs(WarmupOutcome.FAILED);
  }

  @Override
  public long getRunsSkipped() {
    return runs(WarmupOutcome.SKIPPED);
  }

  @Override
  public int getPeersConnected() {
    return now().peersConnected();
  }

  @Override
  public int getPeersExpected() {
    return now().peersExpected();
  }

  @Override
  public String[] getWarnings() {
    return now().warnings().toArray(new String[0]);
  }

  @Override
  public String getVersion() {
    String version = WarmupBean.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  @Override
  public CandidateView[] getCandidates() {
    return now().candidates().stream().map(CandidateView::of).toArray(CandidateView[]::new);
  }

  @Override
  public Map<String, Long> getPhaseMillis() {
    Map<String, Long> millis = new LinkedHashMap<>();
    now().phaseMillis().forEach((phase, spent) -> millis.put(phase.name(), spent));
    return millis;
  }

  @Override
  public RunView getLastRun() {
    return last().map(RunView::of).orElse(null);
  }

  @Override
  public RunView[] getHistory() {
    return warmup.history().stream().map(RunView::of).toArray(RunView[]::new);
  }

  @Override
  public SettingView[] getSettings() {
    try {
      List<EffectiveSetting> settings = warmup.settings();
      return settings.stream().map(SettingView::of).toArray(SettingView[]::new);
    } catch (WarmupException e) {
      return new SettingView[0];
    }
  }

  @Override
  public String getSettingsProblem() {
    try {
      warmup.settings();
      return "";
    } catch (WarmupException e) {
      return e.getMessage();
    }
  }

  @Override
  public ProcessView[] getProcesses() {
    return warmup.processes().stream().map(ProcessView::of).toArray(ProcessView[]::new);
  }
}
