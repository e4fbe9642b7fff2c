// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads one node again and again, one reading at a time, on another thread. */
final class RepeatedReading implements AutoCloseable {
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ClusterMember member;
  private final MemberReader reader;
  private final Executor executor;
  private final Ticker ticker;
  private FutureTask<NodeReading> pending;
  private long beganNanos;
  private long endedNanos;
  private Optional<NodeReading> last = Optional.empty();

  RepeatedReading(ClusterMember member, MemberReader reader, Executor executor, Ticker ticker) {
    this.member = member;
    this.reader = reader;
    this.executor = executor;
    this.ticker = ticker;
  }

  ClusterMember member() {
    return member;
  }

  /** Begins a reading unless one is pending. */
  void begin() {
    collect();
    if (pending == null) {
      pending = new FutureTask<>(reader::read);
      beganNanos = ticker.nanos();
      executor.execute(pending);
    }
  }

  /** Begins a reading unless one is pending or has just ended. */
  void beginIfDue() {
    collect();
    if (!last.isPresent() || ticker.nanos() - endedNanos >= BETWEEN_NANOS) {
      begin();
    }
  }

  /**
   * Waits for the pending reading.
   *
   * @return whether it has ended
   */
  boolean await(long nanos) throws InterruptedException {
    try {
      if (pending != null) {
        pending.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      // Collected as a reading.
    }
    collect();
    return true;
  }

  /** Returns the last reading that has ended; empty before the first one. */
  Optional<NodeReading> last() {
    return last;
  }

  /** Returns how long the pending reading has taken so far; 0 if none is pending. */
  long pendingMillis() {
    return pending == null ? 0 : TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - beganNanos);
  }

  /** Closes the connection after a pending reading. */
  @Override
  public void close() {
    executor.execute(reader::close);
  }

  private void collect() {
    if (pending == null || !pending.isDone()) {
      return;
    }
    try {
      last = Optional.of(pending.get());
    } catch (ExecutionException e) {
      last = Optional.of(broken(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pending = null;
    endedNanos = ticker.nanos();
  }

  private NodeReading broken(Throwable e) {
    return new NodeReading(
        member,
        Origin.NONE,
        BeanSnapshot.of(DirectState.only(NodeState.UNKNOWN, "internal error: " + e)),
        Optional.empty(),
        ticker.epochMillis());
  }
}
