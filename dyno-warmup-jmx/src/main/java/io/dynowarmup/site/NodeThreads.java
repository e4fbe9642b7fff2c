// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls nodes at the same time, so that one that does not answer delays no other. */
final class NodeThreads implements AutoCloseable {
  private static final int MOST_THREADS = 64;

  private final ExecutorService threads;

  NodeThreads(int nodes) {
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(MOST_THREADS, nodes)), NodeThreads::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "dyno-warmup-site");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for all calls and returns their results in this order. */
  <T> List<T> all(List<Callable<T>> calls) throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> done : threads.invokeAll(calls)) {
      try {
        results.add(done.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
