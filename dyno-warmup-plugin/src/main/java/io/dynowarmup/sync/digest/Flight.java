// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.sync.digest.Throttle.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The scripts that were sent to a server and are not answered yet, oldest first.
 *
 * <p>If the round trip is short, each script is answered before the next one is sent. Otherwise
 * several are on their way, so that the distance does not limit the speed. They keep to the limits
 * of the {@link Throttle}: as much rest after each script and as many keys per second. While other
 * clients use the server, all of them together run for at most five milliseconds: after a stall of
 * the network they may arrive at once.
 */
public final class Flight<T> {
  private static final int MOST_SCRIPTS = 64;

  /** The server buffers the answers. */
  private static final long MOST_BYTES = Dumps.MOST_BYTES_IN_ALL;

  private final Throttle throttle;
  private final Deque<Sent<T>> sent = new ArrayDeque<>();
  private long expectedNanos;
  private long bytesOfKey;

  /** The keys whose content is wanted. */
  private int keys;

  private static final class Sent<T> {
    private final Work work;
    private final int keys;
    private final long expectedNanos;
    private final long nanos;
    private final Supplier<TimedResult<T>> answer;
    private boolean alone;

    Sent(
        Work work,
        int keys,
        long expectedNanos,
        long nanos,
        boolean alone,
        Supplier<TimedResult<T>> answer) {
      this.work = work;
      this.keys = keys;
      this.expectedNanos = expectedNanos;
      this.nanos = nanos;
      this.alone = alone;
      this.answer = answer;
    }
  }

  public Flight(Throttle throttle) {
    this.throttle = throttle;
  }

  public boolean isEmpty() {
    return sent.isEmpty();
  }

  /** Returns whether a script over so many keys may be sent now. */
  public boolean hasRoom(Work work, int keysOfScript) {
    if (sent.isEmpty()) {
      return true;
    }
    return !throttle.costs().mustMeasure()
        && !throttle.cancelled()
        && sent.size() < MOST_SCRIPTS
        && (work == Work.PRESENCE || (keys + keysOfScript) * bytesOfKey <= MOST_BYTES)
        && expectedNanos + throttle.costs().expectedNanos(work, keysOfScript)
            <= throttle.costs().mostUnanswered(throttle.busy());
  }

  /**
   * Sends a script, once the server has rested. Only if it {@link #hasRoom}.
   *
   * @param names the names of keys that are sent
   * @param keysOfScript how many keys the script is about
   * @param script sends it and returns what waits for its answer
   */
  public void send(
      Work work, List<byte[]> names, int keysOfScript, Supplier<Supplier<TimedResult<T>>> script)
      throws InterruptedException {
    boolean first = sent.isEmpty();
    throttle.sends(work, names, keysOfScript, !first);
    sent.forEach(earlier -> earlier.alone = false);
    long expected = throttle.costs().expectedNanos(work, keysOfScript);
    long now = throttle.ticker().nanos();
    sent.add(new Sent<>(work, keysOfScript, expected, now, first, script.get()));
    expectedNanos += expected;
    keys += work == Work.DIGEST ? keysOfScript : 0;
  }

  /**
   * Waits for the answer of the oldest script, and then as the throttle wants.
   *
   * @param read returns the number of keys in an answer
   */
  public T next(ToIntFunction<T> read) throws InterruptedException {
    Sent<T> oldest = sent.remove();
    expectedNanos -= oldest.expectedNanos;
    keys -= oldest.work == Work.DIGEST ? oldest.keys : 0;
    TimedResult<T> result = oldest.answer.get();
    int count = read.applyAsInt(result.value());
    throttle.tookAhead(oldest.work, count, oldest.nanos, result.nanos(), oldest.alone);
    return result.value();
  }

  /** Returns how many keys the oldest script is about. */
  public int keysOfNext() {
    return sent.getFirst().keys;
  }

  /** Records the size of an answer. */
  public void received(int keysOfAnswer, long bytes) {
    if (keysOfAnswer > 0) {
      long each = bytes / keysOfAnswer;
      bytesOfKey = Math.max(each, (7 * bytesOfKey + each) / 8);
    }
  }
}
