// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Dumps all slices that are not done, several at a time. The first failure ends all of them. */
final class ValuesPass {
  private final DumpParts parts;
  private final WorkDirectory work;
  private final Journal journal;
  private final TrialPayload trial;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean failed;

  ValuesPass(DumpParts parts, WorkDirectory work, Journal journal, TrialPayload trial) {
    this.parts = parts;
    this.work = work;
    this.journal = journal;
    this.trial = trial;
  }

  void run() throws InterruptedException {
    int workers = parts.plan().workers();
    ExecutorService threads = Executors.newFixedThreadPool(workers, ValuesPass::thread);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        all.add(threads.submit(this::slices, null));
      }
      await(all);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dyno-warmup-dump");
    thread.setDaemon(true);
    thread.setContextClassLoader(ValuesPass.class.getClassLoader());
    return thread;
  }

  private void slices() {
    SliceDump dump = new SliceDump(parts, work, journal, trial);
    boolean whole = false;
    try {
      for (int slice = next.getAndIncrement();
          slice < parts.plan().slices() && !failed;
          slice = next.getAndIncrement()) {
        if (!journal.isDone(slice)) {
          dump.run(slice);
        }
      }
      whole = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "the dump was interrupted", e);
    } finally {
      failed |= !whole;
    }
  }

  /** Waits for all threads, so that none of them stores a chunk after the dump has failed. */
  private static void await(List<Future<?>> all) throws InterruptedException {
    Throwable first = null;
    for (Future<?> one : all) {
      try {
        one.get();
      } catch (ExecutionException e) {
        if (first == null) {
          first = e.getCause();
        } else {
          first.addSuppressed(e.getCause());
        }
      }
    }
    if (first instanceof RuntimeException) {
      throw (RuntimeException) first;
    }
    if (first instanceof Error) {
      throw (Error) first;
    }
  }
}
