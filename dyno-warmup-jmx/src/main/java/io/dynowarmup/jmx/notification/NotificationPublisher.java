// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.notification;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.ObjectName;

/**
 * Publishes notifications of the changes since the last status that it received. It may receive
 * only some of the statuses. Each run still gets its start and its end, and each change of phase
 * continues from the previous one.
 */
public final class NotificationPublisher implements WarmupObserver {
  private static final long PUBLISH_LIMIT_MILLIS = 1_000;

  private final Warmup warmup;
  private final ObjectName source;
  private final Broadcaster listeners;
  private final Ticker ticker;
  private final AtomicLong sequence = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition statusPublished = lock.newCondition();
  private WarmupStatus published;
  private volatile boolean closed;

  public NotificationPublisher(
      Warmup warmup, ObjectName source, Broadcaster listeners, Ticker ticker) {
    this.warmup = warmup;
    this.source = source;
    this.listeners = listeners;
    this.ticker = ticker;
    this.published = warmup.status();
  }

  @Override
  public void changed(WarmupStatus now) {
    lock.lock();
    try {
      if (!closed) {
        publish(now);
        statusPublished.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the end of the run has been published, but not longer than one second. A client
   * that listens and waits for the end on the same connection receives the notification before the
   * answer.
   */
  public void awaitEnd(String runId) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(PUBLISH_LIMIT_MILLIS);
    // A blocked listener holds the lock, possibly forever.
    if (lock.tryLock(left, TimeUnit.NANOSECONDS)) {
      try {
        while (left > 0 && !closed && !isEndOf(runId)) {
          left = statusPublished.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isEndOf(String runId) {
    return published.runId().orElse("").equals(runId) && !published.running();
  }

  /** Publishes the end of the last run if it is still pending; nothing is published afterwards. */
  public void close() {
    boolean locked = false;
    try {
      // A blocked listener holds the lock, possibly forever.
      locked = lock.tryLock(PUBLISH_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
      if (locked && !closed) {
        closed = true;
        publish(warmup.status());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }

  private void publish(WarmupStatus now) {
    boolean begun = !now.runId().equals(published.runId());
    if (begun) {
      if (published.running()) {
        publishMissedEnd();
      }
      send(Broadcaster.STARTED, NotificationText.started(now), facts(now.runId().orElse("")));
      published = WarmupStatus.initial();
    }
    boolean open = begun || published.running();
    source(now);
    phase(now);
    if (open && !now.running()) {
      finished(now);
    }
    published = now;
  }

  private void phase(WarmupStatus now) {
    if (now.phase() != published.phase()) {
      listeners.sendNotification(
          new AttributeChangeNotification(
              source,
              sequence.incrementAndGet(),
              ticker.epochMillis(),
              NotificationText.phase(published.phase(), now),
              "Phase",
              String.class.getName(),
              published.phase().name(),
              now.phase().name()));
    }
  }

  private void source(WarmupStatus now) {
    if (now.source().isPresent() && !now.source().equals(published.source())) {
      Map<String, String> facts = facts(now.runId().orElse(""));
      facts.put("source", now.source().get().redis().toString());
      facts.put("rack", now.source().get().rack());
      send(Broadcaster.SOURCE, NotificationText.source(now), facts);
    }
  }

  private void finished(WarmupStatus now) {
    Map<String, String> facts = facts(now.runId().orElse(""));
    facts.put("outcome", now.outcome().map(Enum::name).orElse(""));
    facts.put("reason", now.reason());
    send(Broadcaster.FINISHED, NotificationText.finished(RunRecord.of(now)), facts);
  }

  /** Publishes the end of a run whose last status was not received. */
  private void publishMissedEnd() {
    for (RunRecord r : warmup.history()) {
      if (r.runId().equals(published.runId().orElse(""))) {
        Map<String, String> facts = facts(r.runId());
        facts.put("outcome", r.outcome().name());
        facts.put("reason", r.reason());
        phase(published.toBuilder().phase(WarmupPhase.IDLE).build());
        send(Broadcaster.FINISHED, NotificationText.finished(r), facts);
        return;
      }
    }
  }

  private static Map<String, String> facts(String runId) {
    Map<String, String> facts = new HashMap<>();
    facts.put("runId", runId);
    return facts;
  }

  private void send(String type, String message, Map<String, String> facts) {
    Notification n =
        new Notification(type, source, sequence.incrementAndGet(), ticker.epochMillis(), message);
    n.setUserData(facts);
    listeners.sendNotification(n);
  }
}
