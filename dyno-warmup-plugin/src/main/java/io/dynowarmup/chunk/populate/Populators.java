// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Threads that take messages from a queue until it is empty. Their number follows the messages that
 * wait, within bounds. Any number of processes may work on the same queue.
 */
public final class Populators {
  private static final long WAIT_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 300;

  /** The numbers of some queues lag behind, so one empty answer is not the end. */
  private static final int EMPTY_ANSWERS = 3;

  private final ChunkQueue queue;
  private final RedisConnector connector;
  private final RedisAccess access;
  private final Function<String, DynomiteAdmin> admins;
  private final Function<String, ChunkStore> stores;
  private final Ticker ticker;
  private final Pause pause;
  private final PopulateCounts counts = new PopulateCounts();
  private volatile int wanted;

  /** Whether the queue does not answer one of the threads; that ends all of them. */
  private volatile boolean failed;

  /**
   * @param access credentials of the nodes' Redis
   * @param admins returns the admin port of a URL
   * @param stores opens the store of a URI
   */
  public Populators(
      ChunkQueue queue,
      RedisConnector connector,
      RedisAccess access,
      Function<String, DynomiteAdmin> admins,
      Function<String, ChunkStore> stores,
      Ticker ticker,
      Pause pause) {
    this.queue = queue;
    this.connector = connector;
    this.access = access;
    this.admins = admins;
    this.stores = stores;
    this.ticker = ticker;
    this.pause = pause;
  }

  public PopulateCounts counts() {
    return counts;
  }

  /** Returns how many threads work now. */
  public int threads() {
    return wanted;
  }

  /**
   * Works until the queue is empty, was removed, or the signal is given.
   *
   * @param fewest threads at any time, 1 or more
   * @param most threads while so many messages wait
   * @throws WarmupException NO_STORE if there is no queue at the beginning; other reasons if it
   *     does not answer
   */
  public void run(int fewest, int most, CancelSignal cancel) throws InterruptedException {
    queue.depth();
    wanted = fewest;
    failed = false;
    ExecutorService threads = Executors.newCachedThreadPool(Populators::thread);
    try (StoredChunkSource source = new StoredChunkSource(stores)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        int number = i;
        all.add(threads.submit(() -> work(number, fewest, most, source, cancel), null));
      }
      await(all);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dyno-warmup-populate");
    thread.setDaemon(true);
    thread.setContextClassLoader(Populators.class.getClassLoader());
    return thread;
  }

  private void work(
      int number, int fewest, int most, StoredChunkSource source, CancelSignal cancel) {
    Targets targets = new Targets(connector, access, admins);
    try (Populator populator = new Populator(source, targets, counts, ticker, pause, cancel)) {
      QueueReader reader = new QueueReader(queue, pause, cancel);
      for (int empty = 0; empty < EMPTY_ANSWERS && !failed && !cancel.isCancelled(); ) {
        if (number == 0) {
          scale(reader.depth(), fewest, most);
        }
        Optional<ChunkMessage> message =
            number < wanted ? reader.receive(WAIT_MILLIS) : Optional.empty();
        if (message.isPresent()) {
          empty = 0;
          populator.work(message.get());
        } else {
          empty = reader.depth().isDone() ? empty + 1 : 0;
          pause.millis(PAUSE_MILLIS, cancel);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WarmupException e) {
      if (e.reason() != Reason.NO_STORE) {
        failed = true;
        throw e;
      }
      // the warm-up is over, and its queue was removed
    }
  }

  private void scale(QueueDepth depth, int fewest, int most) {
    long messages = depth.waiting() + depth.held();
    wanted = (int) Math.max(fewest, Math.min(most, messages));
  }

  private static void await(List<Future<?>> all) throws InterruptedException {
    WarmupException first = null;
    for (Future<?> one : all) {
      try {
        one.get();
      } catch (ExecutionException | CancellationException e) {
        if (!(e.getCause() instanceof WarmupException)) {
          throw new WarmupException(Reason.INTERNAL, String.valueOf(e.getCause()), e);
        }
        first = first == null ? (WarmupException) e.getCause() : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
