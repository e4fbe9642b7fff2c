// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Runs tasks once or repeatedly. Each task has a daemon thread of its own.
 *
 * <p>Delays use the monotonic clock, so setting the wall clock does not move them. Quartz differs:
 * after the wall clock is set back, Quartz fires nothing until the clock has caught up.
 */
public final class Timer implements AutoCloseable {
  private static final String THREADS = "dyno-warmup-";

  private final Pause pause;
  private final BiConsumer<String, Throwable> failures;
  private final Map<String, CancelSignal> tasks = new HashMap<>();
  private boolean closed;

  /**
   * Creates a timer without tasks.
   *
   * @param failures receives the name of a task and what the task threw; a repeated task continues
   */
  public Timer(Pause pause, BiConsumer<String, Throwable> failures) {
    this.pause = pause;
    this.failures = failures;
  }

  /**
   * Runs the task once, after the given milliseconds. Replaces a task of this name that has not
   * started. Does nothing if the timer is closed.
   */
  public void once(String name, long millis, Runnable task) {
    start(name, task, millis, false);
  }

  /**
   * Runs the task repeatedly. The first run starts after the given milliseconds; each next run
   * starts that long after the end of the previous one. Replaces a task of this name. Does nothing
   * if the timer is closed.
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
    // in a web application the context class loader of the caller may not see our classes
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

  /** Cancels the task of this name. A run that is in progress finishes. */
  public synchronized void cancel(String name) {
    CancelSignal signal = tasks.remove(name);
    if (signal != null) {
      signal.cancel("no longer needed");
    }
  }

  /** Cancels all tasks. Runs that are in progress finish. */
  @Override
  public synchronized void close() {
    closed = true;
    tasks.values().forEach(signal -> signal.cancel("closed"));
    tasks.clear();
  }
}
