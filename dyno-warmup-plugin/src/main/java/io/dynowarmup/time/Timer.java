// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Runs tasks once or again and again. It counts on the monotonic clock: a wall clock that is set
 * forward or back does not move them, unlike Quartz, which fires nothing until a clock that was set
 * back has caught up. Each task has a daemon thread of its own.
 */
public final class Timer implements AutoCloseable {
  private static final String THREADS = "dyno-warmup-";

  private final Pause pause;
  private final BiConsumer<String, Throwable> failures;
  private final Map<String, CancelSignal> tasks = new HashMap<>();
  private boolean closed;

  /**
   * @param failures is told the name of a task and what it threw; the task goes on
   */
  public Timer(Pause pause, BiConsumer<String, Throwable> failures) {
    this.pause = pause;
    this.failures = failures;
  }

  /** Once, after that many milliseconds; replaces a task of this name that waits. */
  public void once(String name, long millis, Runnable task) {
    start(name, task, millis, false);
  }

  /**
   * Again and again, for the first time after that many milliseconds, and that many from the end of
   * one to the begin of the next.
   */
  public void every(String name, long millis, Runnable task) {
    start(name, task, millis, true);
  }

  private synchronized void start(String name, Runnable task, long millis, boolean again) {
    if (closed) {
      return;
    }
    cancel(name);
    CancelSignal signal = new CancelSignal();
    tasks.put(name, signal);
    Thread thread = new Thread(() -> perform(name, task, millis, again, signal), THREADS + name);
    thread.setDaemon(true);
    // in a webapp the starter's loader may not be the one that sees our classes
    thread.setContextClassLoader(Timer.class.getClassLoader());
    thread.start();
  }

  private void perform(
      String name, Runnable task, long millis, boolean again, CancelSignal signal) {
    try {
      do {
        pause.millis(millis, signal);
        if (!signal.isCancelled()) {
          run(name, task);
        }
      } while (again && !signal.isCancelled());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String name, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failures.accept(name, e);
    }
  }

  /** Does not begin any more; one that is going on comes to its end. */
  public synchronized void cancel(String name) {
    CancelSignal signal = tasks.remove(name);
    if (signal != null) {
      signal.cancel("not wanted any more");
    }
  }

  /** No task begins any more; those that are going on come to their end. */
  @Override
  public synchronized void close() {
    closed = true;
    tasks.values().forEach(signal -> signal.cancel("closed"));
    tasks.clear();
  }
}
