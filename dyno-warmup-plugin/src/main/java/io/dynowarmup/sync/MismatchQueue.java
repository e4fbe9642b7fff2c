// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Throttle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys that were not the same, in the order of their looks, until their settle time is over. */
final class MismatchQueue {
  /** More of them waiting would be memory. */
  private static final int MOST = 20_000;

  private final Deque<Mismatch> waiting = new ArrayDeque<>();
  private final Throttle throttle;
  private final long settleNanos;

  MismatchQueue(Throttle throttle, long settleNanos) {
    this.throttle = throttle;
    this.settleNanos = settleNanos;
  }

  void add(Mismatch doubt) {
    waiting.addLast(doubt);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean tooMany() {
    return waiting.size() > MOST;
  }

  /** Whether there is one whose settle time is over. */
  boolean due() {
    return !isEmpty() && leftNanos() <= 0;
  }

  /**
   * Whether there has been one for half a settle time: as many as came meanwhile are acted on at
   * once, because each time takes several ways to the source and back.
   */
  boolean overdue() {
    return !isEmpty() && leftNanos() <= -settleNanos / 2;
  }

  private long leftNanos() {
    return waiting.peekFirst().nanos() + settleNanos - throttle.ticker().nanos();
  }

  void waitForFirst() throws InterruptedException {
    throttle.waitMillis(TimeUnit.NANOSECONDS.toMillis(leftNanos() + 999_999));
  }

  /** Those that are due. */
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
