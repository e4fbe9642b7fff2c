// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Limits the load on a server: the number of keys per script, and of keys and bytes per second.
 *
 * <p>A script blocks its server. While other clients use the server, a script gets as many keys as
 * it can process in 30 microseconds. If a fifth of the round-trip time is longer, that is the
 * limit: distant clients have long round trips as well, and such a script comes less often. The
 * server then rests for five times the duration of the script. While no other client uses the
 * server, a script may run for two milliseconds, and the next one follows at once.
 *
 * <p>A script always gets at least two keys, and more on a long round trip, as long as they take
 * less than two milliseconds. Two milliseconds is the longest that a client waits, except for a
 * single key that takes longer by itself.
 *
 * <p>On a long round trip, scripts are sent before others are answered; see {@link Flight}.
 *
 * <p>If a command that costs nothing is slower than before, the server rests for ten times the
 * delay, at most one second.
 */
public final class Throttle {
  /** What a script does with a key. */
  public enum Work {
    /** Reads the key. */
    DIGEST(20_000, 1_000),
    /** Checks whether the key exists. */
    PRESENCE(2_000, 200);

    final long firstNanos;
    final long leastNanos;

    /**
     * Creates a kind of work.
     *
     * @param firstNanos the cost of a key in nanoseconds until it is measured
     * @param leastNanos the lowest cost of a key that can be measured
     */
    Work(long firstNanos, long leastNanos) {
      this.firstNanos = firstNanos;
      this.leastNanos = leastNanos;
    }
  }

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final long PROBE_EVERY_NANOS = SECOND;
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int FOR_BEING_LATE = 10;
  private static final int FOR_A_SCRIPT = 5;

  /** While other clients use the server, values are read at most this fast. */
  private static final long BUSY_BYTES_PER_SECOND = 50_000_000;

  /** A shorter wait is postponed, because a thread cannot sleep for so short a time. */
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Ticker ticker;
  private final Pause pause;
  private final CancelSignal cancel;
  private final long keysPerSecond;
  private final long bytesPerSecond;
  private final ScriptCosts costs;
  private final ServerLoad load = new ServerLoad(true);

  /** The load of this node; it counts only if it is measured. */
  private final ServerLoad loadHere = new ServerLoad(false);

  private final Pace pace;
  private long nextProbe;

  /**
   * Creates a throttle without a limit on bytes.
   *
   * @param keysPerSecond at least 1
   */
  public Throttle(Ticker ticker, Pause pause, CancelSignal cancel, long keysPerSecond) {
    this(ticker, pause, cancel, keysPerSecond, Long.MAX_VALUE);
  }

  /**
   * Creates a throttle.
   *
   * @param keysPerSecond maximum number of keys read per second, at least 1
   * @param bytesPerSecond maximum bytes of values per second, at least 1
   */
  public Throttle(
      Ticker ticker, Pause pause, CancelSignal cancel, long keysPerSecond, long bytesPerSecond) {
    this.ticker = ticker;
    this.pause = pause;
    this.cancel = cancel;
    this.keysPerSecond = keysPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.costs = new ScriptCosts(ticker);
    this.pace = new Pace(ticker);
    this.nextProbe = ticker.nanos();
  }

  /** Returns the number of keys for the next script. */
  public int batch(Work work) {
    return costs.batch(work, busy());
  }

  /** Returns the number of keys that a caller may pass on at once, for one or several scripts. */
  public int atOnce(Work work) {
    return costs.atOnce(work, busy());
  }

  public boolean cancelled() {
    return cancel.isCancelled();
  }

  /**
   * Records the end of a script and waits if it came too early.
   *
   * @param nanos time from the call to the answer
   * @param told duration of the script as its server reports it; 0 or less if unknown
   */
  private void took(Work work, int keysOfScript, long nanos, long told)
      throws InterruptedException {
    ran(work, keysOfScript, costs.measured(nanos, told), true);
    charge(work, ticker.nanos() - nanos, keysOfScript);
    rest();
  }

  private void ran(Work work, int keysOfScript, long nanos, boolean isMeasured) {
    if (keysOfScript > 0 && isMeasured) {
      costs.add(work, nanos / keysOfScript);
    }
    answered(nanos);
    // The wait is limited, because a script that was retried did not run all the time.
    pace.owe(busy() ? FOR_A_SCRIPT * nanos : 0);
  }

  private void charge(Work work, long since, int keysOfScript) {
    if (work == Work.DIGEST) {
      pace.charge(since, keysOfScript, keysPerSecond);
    }
  }

  /** Returns whether the round trip is so long that scripts are sent before others are answered. */
  public boolean far() {
    return costs.far();
  }

  ScriptCosts costs() {
    return costs;
  }

  /**
   * Records that a script is about to be sent. If others are not answered, it waits until the
   * server has rested.
   */
  void sends(Work work, List<byte[]> keys, int keysOfScript, boolean ahead)
      throws InterruptedException {
    long length = (busy() ? 1 + FOR_A_SCRIPT : 2) * costs.expectedNanos(work, keysOfScript);
    long wait = Math.max(pace.turn(length, ahead), pace.waitNanos());
    if (ahead) {
      load.sentAhead();
      rest(wait);
    }
    sends(keys);
    charge(work, ticker.nanos(), keysOfScript);
  }

  /**
   * Records the answer of a script that may have been sent before others were answered, and waits
   * if it came too early.
   *
   * @param told as for {@link #took}
   * @param alone whether no other script was sent meanwhile
   */
  void tookAhead(Work work, int keysOfScript, long sentNanos, long told, boolean alone)
      throws InterruptedException {
    long nanos = ticker.nanos() - sentNanos;
    boolean isMeasured = alone || told > 0 && told <= nanos;
    long time = isMeasured ? costs.measured(nanos, told) : costs.expectedNanos(work, keysOfScript);
    ran(work, keysOfScript, time, isMeasured);
    rest();
  }

  /** Runs a script and waits if it came too early. */
  public <T> T script(Work work, int keys, Supplier<T> question) throws InterruptedException {
    long before = ticker.nanos();
    T answer = question.get();
    took(work, keys, ticker.nanos() - before, 0);
    return answer;
  }

  /**
   * Runs a script as {@link #script} does; its answer contains how long it ran.
   *
   * @param keys returns the number of keys in an answer
   */
  public <T> T timed(Work work, Supplier<TimedResult<T>> question, ToIntFunction<T> keys)
      throws InterruptedException {
    return timed(work, ticker.nanos(), question, keys);
  }

  /** Waits for the answer of a script as {@link #timed} does; it was sent at this time. */
  public <T> T timed(
      Work work, long sentNanos, Supplier<TimedResult<T>> answer, ToIntFunction<T> keys)
      throws InterruptedException {
    TimedResult<T> result = answer.get();
    took(work, keys.applyAsInt(result.value()), ticker.nanos() - sentNanos, result.nanos());
    return result.value();
  }

  /** Records that values were read, and waits if they came too fast. */
  public void fetched(long bytes) throws InterruptedException {
    answered(0);
    long most = busy() ? Math.min(bytesPerSecond, BUSY_BYTES_PER_SECOND) : bytesPerSecond;
    pace.charge(ticker.nanos(), bytes, most);
    rest();
  }

  /**
   * Measures, at most once a second, the round-trip time and whether the server is slower than
   * usual.
   *
   * @param command a command that costs the server nothing
   */
  public void probe(Runnable command) throws InterruptedException {
    if (ticker.nanos() - nextProbe < 0) {
      return;
    }
    long late = costs.late(command);
    answered(0);
    pace.owe(late > LATE_NANOS ? FOR_BEING_LATE * late : 0);
    nextProbe = ticker.nanos() + PROBE_EVERY_NANOS;
    rest();
  }

  /** Records that a command with these keys is about to be sent. */
  public void sends(List<byte[]> keys) {
    load.sent(keys);
  }

  /** Records that a command with these keys is about to be sent to this node. */
  public void sendsHere(List<byte[]> keys) {
    loadHere.answered();
    loadHere.sent(keys);
  }

  /** Updates the load of the server from its INFO. */
  public void updateLoad(RedisInfo stats) {
    load.update(stats, ticker.nanos());
  }

  /**
   * Updates the load of this node. While other clients use this node, scripts are as short as while
   * they use the server.
   */
  public void updateLoadHere(RedisInfo stats) {
    loadHere.update(stats, ticker.nanos());
  }

  /** Returns whether other clients use the server or this node. */
  public boolean busy() {
    return load.busy() || loadHere.busy();
  }

  /** Returns whether other clients are known to use this node. */
  public boolean busyHere() {
    return loadHere.busy();
  }

  private void answered(long ranNanos) {
    load.answered();
    pace.answered(ranNanos);
  }

  private void rest() throws InterruptedException {
    rest(pace.waitNanos());
  }

  private void rest(long wait) throws InterruptedException {
    if (wait >= MILLI) {
      pause.millis(TimeUnit.NANOSECONDS.toMillis(wait), cancel);
    }
  }

  /** Waits for this time, or until the run is cancelled. */
  public void waitMillis(long millis) throws InterruptedException {
    pause.millis(millis, cancel);
  }

  public Ticker ticker() {
    return ticker;
  }
}
