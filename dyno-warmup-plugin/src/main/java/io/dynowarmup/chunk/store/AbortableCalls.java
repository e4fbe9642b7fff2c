// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for calls on other threads, and abandons them when a signal is given. Thread-safe. */
final class AbortableCalls {
  private static final long POLL_MILLIS = 100;

  private final CancelSignal cancel;
  private final String store;
  private final ExecutorService threads = Executors.newCachedThreadPool(AbortableCalls::thread);
  private volatile boolean abandoned;

  /**
   * @param store the name of the store, for messages
   */
  AbortableCalls(CancelSignal cancel, String store) {
    this.cancel = cancel;
    this.store = store;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dyno-warmup-store");
    thread.setDaemon(true);
    thread.setContextClassLoader(AbortableCalls.class.getClassLoader());
    return thread;
  }

  /**
   * Returns the result of a call.
   *
   * @throws WarmupException ABORTED if the signal was given; otherwise what the call throws
   */
  <T> T call(Callable<T> request) {
    if (cancel.isCancelled()) {
      throw aborted(null);
    }
    Future<T> result = threads.submit(request);
    while (true) {
      try {
        return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (cancel.isCancelled()) {
          abandon(result);
          throw aborted(e);
        }
      } catch (InterruptedException e) {
        abandon(result);
        Thread.currentThread().interrupt();
        throw aborted(e);
      } catch (ExecutionException e) {
        throw cause(e);
      }
    }
  }

  private void abandon(Future<?> result) {
    abandoned = true;
    result.cancel(true);
  }

  private WarmupException aborted(Exception e) {
    return new WarmupException(Reason.ABORTED, "a request to " + store + " was abandoned", e);
  }

  private static RuntimeException cause(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    if (cause instanceof IOException) {
      return new UncheckedIOException((IOException) cause);
    }
    return cause instanceof RuntimeException
        ? (RuntimeException) cause
        : new WarmupException(Reason.INTERNAL, cause.toString(), cause);
  }

  /** Releases something. After an abandoned call, that may have to wait for the end of the call. */
  void end(Runnable release) {
    if (abandoned) {
      threads.execute(
          () -> {
            try {
              release.run();
            } catch (RuntimeException e) {
              return; // the caller of an abandoned request has gone on
            }
          });
    } else {
      release.run();
    }
  }

  /** Ends the threads once their calls have ended. */
  void close() {
    threads.shutdown();
  }
}
