// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.state.RunHistory;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place where the status changes. It notifies observers outside the lock. */
public final class StatusBoard {
  private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);
  private static final int MOST_WARNINGS = 100;

  private final Ticker ticker;
  private final Consumer<WarmupStatus> publish;
  private final Map<WarmupPhase, Long> spentNanos = new EnumMap<>(WarmupPhase.class);
  private final RunHistory history = new RunHistory();
  private WarmupStatus status = WarmupStatus.initial();
  private RateMeter rate = new RateMeter();
  private StallWatch movement = new StallWatch();
  private String lastWord = "";
  private long startedNanos;
  private long phaseSinceNanos;

  public StatusBoard(Ticker ticker, Consumer<WarmupStatus> publish) {
    this.ticker = ticker;
    this.publish = publish;
  }

  /** Returns the status with the current times. */
  public synchronized WarmupStatus now() {
    if (!status.running()) {
      return status;
    }
    Map<WarmupPhase, Long> millis = new EnumMap<>(WarmupPhase.class);
    long nanos = ticker.nanos();
    spentNanos.forEach((phase, spent) -> millis.put(phase, TimeUnit.NANOSECONDS.toMillis(spent)));
    millis.merge(status.phase(), TimeUnit.NANOSECONDS.toMillis(nanos - phaseSinceNanos), Long::sum);
    return status.toBuilder()
        .elapsedMillis(TimeUnit.NANOSECONDS.toMillis(nanos - startedNanos))
        .phaseMillis(millis)
        .sinceProgressMillis(movement.sinceMillis(nanos))
        .build();
  }

  public void begin(String runId, WarmupRequest request) {
    synchronized (this) {
      startedNanos = ticker.nanos();
      phaseSinceNanos = startedNanos;
      spentNanos.clear();
      rate = new RateMeter();
      movement = new StallWatch();
      moved(startedNanos, WarmupPhase.PREFLIGHT, "");
      lastWord = "";
      status =
          WarmupStatus.initial().toBuilder()
              .runId(runId)
              .trigger(request.trigger())
              .requestedBy(request.requestedBy())
              .startedEpochMillis(ticker.epochMillis())
              .phase(WarmupPhase.PREFLIGHT)
              .build();
    }
    publish.accept(now());
  }

  public void enter(WarmupPhase phase) {
    synchronized (this) {
      long nanos = ticker.nanos();
      spentNanos.merge(status.phase(), nanos - phaseSinceNanos, Long::sum);
      phaseSinceNanos = nanos;
      moved(nanos, phase, "");
      status = status.toBuilder().phase(phase).build();
      if (phase == WarmupPhase.RESTORE) {
        // The transfer is over, and what it did last says nothing of RESTORE.
        status = status.toBuilder().progress(status.progress().withNote("")).build();
      }
    }
    publish.accept(now());
  }

  public void change(Consumer<WarmupStatus.Builder> change) {
    synchronized (this) {
      WarmupStatus.Builder b = status.toBuilder();
      change.accept(b);
      status = b.build();
    }
    publish.accept(now());
  }

  public void budget(long millis) {
    change(b -> b.budgetMillis(millis));
  }

  public void progress(Progress progress, String dynomiteState) {
    OptionalLong perSecond;
    synchronized (this) {
      long nanos = ticker.nanos();
      perSecond = rate.sample(nanos, progress.bytesDone());
      moved(nanos, status.phase(), progress.movement());
      lastWord = progress.note();
    }
    change(
        b -> {
          b.progress(progress).bytesPerSecond(perSecond).dynomiteState(dynomiteState);
          progress.localRole().ifPresent(b::redisRole);
        });
  }

  private void moved(long nanos, WarmupPhase phase, String what) {
    movement.stalledMillis(nanos, phase + " " + what);
  }

  /** Sets the current activity, until the next note or the end of the run. */
  public void note(String text) {
    change(b -> b.progress(now().progress().withNote(text)));
  }

  public void warn(String text) {
    List<String> warnings = new ArrayList<>(now().warnings());
    if (warnings.size() < MOST_WARNINGS && !warnings.contains(text)) {
      warnings.add(text);
      change(b -> b.warnings(warnings));
    }
  }

  /** Returns the finished runs. {@link #finish} adds the current run. */
  public RunHistory history() {
    return history;
  }

  /**
   * Ends the run in the status.
   *
   * @param last action on the history, which runs before observers learn of the end
   */
  public void finish(RunResult ending, Runnable last) {
    WarmupStatus now = now();
    // The final status shows the last note of the transfer.
    WarmupStatus end =
        now.toBuilder()
            .phase(WarmupPhase.IDLE)
            .progress(now.progress().withNote(lastWord()))
            .outcome(ending.outcome())
            .reasonCode(ending.code())
            .reason(ending.text())
            .build();
    history.add(RunRecord.of(end));
    try {
      last.run();
    } catch (Throwable e) {
      // Callers that wait for the end must be notified in any case.
      LastResortLog.warn(
          LOG, "Unexpected exception at the end of run {}", end.runId().orElse(""), e);
    }
    synchronized (this) {
      status = end;
      notifyAll();
    }
    publish.accept(now());
  }

  private synchronized String lastWord() {
    return lastWord;
  }

  /**
   * Waits for the end of the run.
   *
   * @param millis longest wait, in milliseconds
   */
  public synchronized WarmupStatus await(long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    long since = ticker.nanos();
    while (status.running() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left -= ticker.nanos() - since;
      since = ticker.nanos();
    }
    return now();
  }
}
