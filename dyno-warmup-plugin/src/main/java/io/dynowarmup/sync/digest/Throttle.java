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
 * <p>If a command that costs nothing is slower than before, the server rests for ten times the
 * delay, at most one second.
 */
public final class Throttle {
  static final int MOST_KEYS = 500;

  /**
   * A script gets at least this many keys if they seem to take no more than two milliseconds. With
   * one or two keys per script, the delays of network and machine would count as the cost of the
   * keys. The number would then never grow.
   */
  private static final int FEW_KEYS = 2;

  /**
   * On a long round trip, a script gets at least the keys that usually take a fifth of it, up to
   * this many.
   */
  private static final int FAR_KEYS = 64;

  private static final long USUAL_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

  /** What a script does with a key. */
  public enum Work {
    /** Reads the key. */
    DIGEST(20_000, 1_000),
    /** Checks whether the key exists. */
    PRESENCE(2_000, 200);

    private final long firstNanos;
    private final long leastNanos;

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

  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int PART_OF_ROUND_TRIP = 5;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final int FIRST_PROBES = 5;
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
  private final KeyCost[] costs = new KeyCost[Work.values().length];
  private final RoundTripEstimate roundTrip = new RoundTripEstimate();
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
    for (Work work : Work.values()) {
      costs[work.ordinal()] = new KeyCost(work.firstNanos);
    }
    this.pace = new Pace(ticker);
    this.nextProbe = ticker.nanos();
  }

  /** Returns the number of keys for the next script. */
  public int batch(Work work) {
    long cost = costs[work.ordinal()].nanos();
    long far = Math.min(FAR_KEYS, roundTrip.nanos() / PART_OF_ROUND_TRIP / USUAL_NANOS);
    long few = Math.min(Math.max(FEW_KEYS, far), LONGEST_NANOS / cost);
    return (int) Math.max(1, Math.max(few, Math.min(MOST_KEYS, mostNanos() / cost)));
  }

  /** Returns the longest duration of one script in nanoseconds. */
  private long mostNanos() {
    return busy()
        ? Math.max(SHORT_NANOS, Math.min(LONG_NANOS, roundTrip.nanos() / PART_OF_ROUND_TRIP))
        : LONGEST_NANOS;
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
    boolean known = told > 0 && told <= nanos;
    roundTrip.atMost(known ? nanos - told : nanos);
    long ran = known ? told : nanos - roundTrip.nanos();
    if (keysOfScript > 0) {
      costs[work.ordinal()].add(Math.max(work.leastNanos, ran / keysOfScript));
    }
    answered(ran);
    // The wait is limited, because a script that was retried did not run all the time.
    pace.owe(busy() ? FOR_A_SCRIPT * ran : 0);
    if (work == Work.DIGEST) {
      pace.charge(ticker.nanos() - nanos, keysOfScript, keysPerSecond);
    }
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
    // The first command may open a connection.
    for (int i = roundTrip.unknown() ? FIRST_PROBES : 1; i > 1; i--) {
      roundTrip.add(timed(command));
    }
    long nanos = timed(command);
    roundTrip.add(nanos);
    answered(0);
    long late = nanos - roundTrip.nanos();
    pace.owe(late > LATE_NANOS ? FOR_BEING_LATE * late : 0);
    nextProbe = ticker.nanos() + PROBE_EVERY_NANOS;
    rest();
  }

  private long timed(Runnable command) {
    long before = ticker.nanos();
    command.run();
    return ticker.nanos() - before;
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

  /**
   * Updates the load of the server.
   *
   * @param stats INFO of the server
   */
  public void updateLoad(RedisInfo stats) {
    load.update(stats, ticker.nanos());
  }

  /**
   * Updates the load of this node. While other clients use this node, scripts are as short as while
   * they use the server.
   *
   * @param stats INFO of the local Redis
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
    long wait = pace.waitNanos();
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
