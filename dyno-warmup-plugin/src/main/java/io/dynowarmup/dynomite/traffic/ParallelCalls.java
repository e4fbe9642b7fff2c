// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.log.HelperThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Runs tasks that wait for other processes in parallel, within one limit. */
public final class ParallelCalls {
  private static final int MAX_THREADS = 64;
  private static final ThreadFactory DAEMONS = new HelperThreads("dyno-warmup-probe");

  private ParallelCalls() {}

  /** Returns a pool with one thread for each task, so that a stuck task delays no other. */
  public static ExecutorService threads() {
    return Executors.newCachedThreadPool(DAEMONS);
  }

  /** Runs the tasks like the other method, on a pool of its own. */
  static <T> List<Optional<T>> run(List<Callable<T>> tasks, long limitMillis, String forWhat) {
    int most = Math.max(1, Math.min(tasks.size(), MAX_THREADS));
    ExecutorService threads = Executors.newFixedThreadPool(most, DAEMONS);
    try {
      return run(threads, tasks, limitMillis, forWhat);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Returns the results in the order of the tasks; empty for a task that failed or did not finish
   * in time.
   *
   * @param limitMillis limit for all tasks together in ms
   * @param forWhat for the message if the wait is interrupted, such as "the probes"
   */
  public static <T> List<Optional<T>> run(
      ExecutorService threads, List<Callable<T>> tasks, long limitMillis, String forWhat) {
    try {
      List<Optional<T>> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(tasks, limitMillis, TimeUnit.MILLISECONDS)) {
        results.add(result(done));
      }
      return results;
    } catch (InterruptedException e) {
      throw Wait.interrupted(forWhat, e);
    }
  }

  private static <T> Optional<T> result(Future<T> done) throws InterruptedException {
    try {
      return Optional.ofNullable(done.get());
    } catch (ExecutionException | CancellationException e) {
      return Optional.empty();
    }
  }
}
