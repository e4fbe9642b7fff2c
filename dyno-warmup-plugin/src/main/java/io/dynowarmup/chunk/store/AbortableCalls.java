// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for calls on other threads, and abandons them when a signal is given or when they take too
 * long. Thread-safe.
 */
final class AbortableCalls {
  private static final long POLL_MILLIS = 100;

  /** A release that takes longer goes on alone. */
  private static final long RELEASE_MILLIS = 5_000;

  private final CancelSignal cancel;
  private final CallLimit limit;
  private final String store;
  private final ExecutorService threads = Executors.newCachedThreadPool(AbortableCalls::thread);
  private volatile boolean abandoned;

  /**
   * @param store the name of the store, for messages
   */
  AbortableCalls(CancelSignal cancel, CallLimit limit, String store) {
    this.cancel = cancel;
    this.limit = limit;
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
   * @throws WarmupException ABORTED if the signal was given, TIME_OUT if the call takes too long;
   *     otherwise what the call throws
   */
  <T> T call(Callable<T> request) {
    if (cancel.isCancelled()) {
      throw aborted(null);
    }
    long millis = limit.millis();
    Deadline until = limit.after(millis);
    Future<T> result = threads.submit(request);
    while (true) {
      try {
        return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (cancel.isCancelled()) {
          abandon(result);
          throw aborted(e);
        }
        if (until.passed()) {
          abandon(result);
          throw new WarmupException(
              Reason.TIME_OUT, store + " has not answered for " + Units.time(millis), e);
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

  /**
   * Releases something. After an abandoned call, that may have to wait for the end of the call, and
   * is not waited for.
   */
  void end(Runnable release) {
    Future<?> end = threads.submit(release);
    if (abandoned) {
      return;
    }
    Deadline until = limit.after(RELEASE_MILLIS);
    while (true) {
      try {
        end.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (cancel.isCancelled() || until.passed()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException e) {
        throw cause(e);
      }
    }
  }

  /** Ends the threads once their calls have ended. */
  void close() {
    threads.shutdown();
  }
}
