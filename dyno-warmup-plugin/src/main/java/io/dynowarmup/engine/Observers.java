// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.status.LastResortLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies each observer on a thread of its own. If an observer is too slow, its oldest
 * notifications are dropped.
 */
final class Observers {
  private static final Logger LOG = LoggerFactory.getLogger(Observers.class);
  private static final int MOST_WAITING = 256;

  private final Map<WarmupObserver, Feed> feeds = new ConcurrentHashMap<>();

  void add(WarmupObserver observer) {
    Feed feed = new Feed(observer);
    if (feeds.putIfAbsent(observer, feed) == null) {
      feed.start();
    }
  }

  void remove(WarmupObserver observer) {
    Feed feed = feeds.remove(observer);
    if (feed != null) {
      feed.end();
    }
  }

  void publish(WarmupStatus status) {
    feeds.values().forEach(f -> f.offer(status));
  }

  /** Delivers the waiting notifications to each observer, then ends its thread. */
  void close() {
    feeds.keySet().forEach(this::remove);
  }

  private static final class Feed implements Runnable {
    private final WarmupObserver observer;
    private final Deque<WarmupStatus> waiting = new ArrayDeque<>();
    private boolean ended;

    Feed(WarmupObserver observer) {
      this.observer = observer;
    }

    void start() {
      Thread thread =
          new Thread(this, "dyno-warmup-observer-" + observer.getClass().getSimpleName());
      thread.setDaemon(true);
      thread.start();
    }

    synchronized void offer(WarmupStatus status) {
      if (waiting.size() == MOST_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(status);
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    private synchronized WarmupStatus next() throws InterruptedException {
      while (waiting.isEmpty() && !ended) {
        wait();
      }
      return waiting.pollFirst();
    }

    @Override
    public void run() {
      try {
        for (WarmupStatus s = next(); s != null; s = next()) {
          tell(s);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void tell(WarmupStatus status) {
      try {
        observer.changed(status);
      } catch (Throwable e) {
        LastResortLog.warn(LOG, "Unexpected exception in observer {}", observer.getClass(), e);
      }
    }
  }
}
