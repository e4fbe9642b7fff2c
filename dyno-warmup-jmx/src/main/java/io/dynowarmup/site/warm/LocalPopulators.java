// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.populate.Populators;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.time.CancelSignal;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The populators of the controller's own process; there may be none. */
final class LocalPopulators implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPopulators.class);
  private static final long LONGEST_END_SECONDS = 30;

  private final Optional<Populators> populators;
  private final CancelSignal end = new CancelSignal();
  private final ExecutorService thread;
  private Future<?> work;

  private LocalPopulators(Optional<Populators> populators) {
    this.populators = populators;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread t = new Thread(task, "dyno-warmup-populators");
              t.setDaemon(true);
              return t;
            });
  }

  static LocalPopulators start(WarmTools tools, ChunkQueue queue) {
    if (tools.mostThreads() == 0) {
      return new LocalPopulators(Optional.empty());
    }
    Populators populators =
        new Populators(
            queue,
            tools.connector(),
            tools.access(),
            url -> new HttpDynomiteAdmin(url, tools.ticker()),
            tools::store,
            tools.ticker(),
            tools.pause());
    LocalPopulators local = new LocalPopulators(Optional.of(populators));
    local.begin(tools);
    return local;
  }

  private void begin(WarmTools tools) {
    work =
        thread.submit(
            () -> {
              populators.get().run(tools.fewestThreads(), tools.mostThreads(), end);
              return null;
            });
  }

  /**
   * Begins again after the populators have found the queue empty; its numbers may have lagged.
   *
   * @throws WarmupException the failure of the populators
   */
  void again(WarmTools tools) throws InterruptedException {
    if (work == null || !work.isDone()) {
      return;
    }
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof WarmupException
          ? (WarmupException) e.getCause()
          : new WarmupException(Reason.INTERNAL, String.valueOf(e.getCause()), e);
    }
    begin(tools);
  }

  Optional<Populators> populators() {
    return populators;
  }

  /** Returns whether nothing is done here any more. */
  boolean isIdle() {
    return work == null || work.isDone();
  }

  /** Ends the populators, and waits until they have given their messages back. */
  @Override
  public void close() {
    end.cancel("the warm-up is over");
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The populators have not ended within {} s", LONGEST_END_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
