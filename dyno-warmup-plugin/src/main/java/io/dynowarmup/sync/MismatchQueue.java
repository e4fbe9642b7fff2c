// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Throttle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Queues mismatches in the order of their probes until their settle time is over: the given time
 * has passed, and the writes that were on their way have arrived.
 */
final class MismatchQueue {
  /** The limit of the queue; more mismatches would need too much memory. */
  private static final int MOST = 20_000;

  private final Deque<Mismatch> waiting = new ArrayDeque<>();
  private final Throttle throttle;
  private final long settleNanos;
  private LongPredicate arrived = nanos -> true;

  MismatchQueue(Throttle throttle, long settleNanos) {
    this.throttle = throttle;
    this.settleNanos = settleNanos;
  }

  /** See {@link KeySynchronizer#arrivals}. */
  void arrivals(LongPredicate known) {
    arrived = known;
  }

  void add(Mismatch mismatch) {
    waiting.addLast(mismatch);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean tooMany() {
    return waiting.size() > MOST;
  }

  /** Returns whether the settle time of at least one mismatch is over. */
  boolean due() {
    return !isEmpty() && leftNanos() <= 0 && arrived.test(waiting.peekFirst().nanos());
  }

  /**
   * Returns whether the first mismatch has been due for half a settle time. Mismatches collected
   * meanwhile are processed together, because each batch needs several round trips to the source.
   */
  boolean overdue() {
    return !isEmpty() && leftNanos() <= -settleNanos / 2;
  }

  private long leftNanos() {
    return waiting.peekFirst().nanos() + settleNanos - throttle.ticker().nanos();
  }

  /** Waits until the first mismatch is due, or a little for writes on their way. */
  void waitForFirst() throws InterruptedException {
    long left = leftNanos();
    if (left > 0) {
      throttle.waitMillis(TimeUnit.NANOSECONDS.toMillis(left + 999_999));
    } else if (!due()) {
      throttle.waitMillis(SettleTimer.ARRIVAL_MILLIS);
    }
  }

  /** Removes and returns mismatches that are due. */
  List<Mismatch> take(int most) {
    List<Mismatch> some = new ArrayList<>();
    while (some.size() < most && due()) {
      some.add(waiting.removeFirst());
    }
    return some;
  }

  List<Mismatch> all() {
    return Collections.unmodifiableList(new ArrayList<>(waiting));
  }
}
