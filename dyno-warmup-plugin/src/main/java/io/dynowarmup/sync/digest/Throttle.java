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
 * How many keys go into one script, and how many keys and bytes into a second. A script blocks its
 * server, so it is given as many keys as it is through with in 30 microseconds while others use the
 * server (in a fifth of the way there and back, where that is more: others have a way to go as
 * well, and it comes the more seldom), and it is left alone for five times as long as the last one
 * took; in two milliseconds, one right behind the other, while nobody does. It gets two keys in any
 * case, and more where the way is long, as long as these take less than two milliseconds, which is
 * the most that somebody waits, but for a key that takes more by itself. When a command that costs
 * nothing takes longer than it did, the server is left alone for ten times as long as it was late,
 * a second at most.
 */
public final class Throttle {
  static final int MOST_KEYS = 500;

  /**
   * So many at least, as long as they do not seem to take more than that: of one or two keys in a
   * script, what the network and a busy machine add would be taken for theirs, and it would never
   * become more.
   */
  private static final int FEW_KEYS = 2;

  /** At least as many as usually take a fifth of the way, up to so many. */
  private static final int FAR_KEYS = 64;

  private static final long USUAL_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

  /** What a script does with a key. */
  public enum Work {
    /** Reads it. */
    DIGEST(20_000, 1_000),
    /** Looks whether it is there. */
    PRESENCE(2_000, 200);

    private final long firstNanos;
    private final long leastNanos;

    /**
     * @param firstNanos of a key, until it is known
     * @param leastNanos what is less was not measured
     */
    Work(long firstNanos, long leastNanos) {
      this.firstNanos = firstNanos;
      this.leastNanos = leastNanos;
    }
  }

  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int PART_OF_WAY = 5;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final int FIRST_PROBES = 5;
  private static final long PROBE_EVERY_NANOS = SECOND;
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int FOR_BEING_LATE = 10;
  private static final int FOR_A_SCRIPT = 5;

  /** A dollar sign, a length, and two ends of a line. */
  private static final int RESP_OF_A_STRING = 8;

  /** A wait of this length or less is put off: nobody can sleep for so short a time. */
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Ticker ticker;
  private final Pause pause;
  private final CancelSignal cancel;
  private final long keysPerSecond;
  private final long bytesPerSecond;
  private final KeyCost[] costs = new KeyCost[Work.values().length];
  private final RoundTripEstimate way = new RoundTripEstimate();
  private final ServerLoad bustle = new ServerLoad();

  /** When the bounds of a second allow the next key. */
  private long freeNanos;

  /** How long it is to be left alone, and since when it is. */
  private long owedNanos;

  private long alone;
  private long nextProbe;

  /**
   * @param keysPerSecond 1 and more
   */
  public Throttle(Ticker ticker, Pause pause, CancelSignal cancel, long keysPerSecond) {
    this(ticker, pause, cancel, keysPerSecond, Long.MAX_VALUE);
  }

  /**
   * @param keysPerSecond of those that are read, 1 and more
   * @param bytesPerSecond of values, 1 and more
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
    this.freeNanos = ticker.nanos();
    this.alone = freeNanos;
    this.nextProbe = freeNanos;
  }

  /** Keys of the next script. */
  public int batch(Work work) {
    long cost = costs[work.ordinal()].nanos();
    long far = Math.min(FAR_KEYS, way.nanos() / PART_OF_WAY / USUAL_NANOS);
    long few = Math.min(Math.max(FEW_KEYS, far), LONGEST_NANOS / cost);
    return (int) Math.max(1, Math.max(few, Math.min(MOST_KEYS, mostNanos() / cost)));
  }

  /** Of one script. */
  private long mostNanos() {
    return bustle.busy()
        ? Math.max(SHORT_NANOS, Math.min(LONG_NANOS, way.nanos() / PART_OF_WAY))
        : LONGEST_NANOS;
  }

  public boolean cancelled() {
    return cancel.isCancelled();
  }

  /**
   * A script is over; waits as long as it was too fast.
   *
   * @param nanos from its call to its answer
   * @param told for how long it ran, as its server says; 0 and less where that is not known
   */
  private void took(Work work, int keysOfScript, long nanos, long told)
      throws InterruptedException {
    boolean known = told > 0 && told <= nanos;
    way.atMost(known ? nanos - told : nanos);
    long ran = known ? told : nanos - way.nanos();
    if (keysOfScript > 0) {
      costs[work.ordinal()].add(Math.max(work.leastNanos, ran / keysOfScript));
    }
    rested(ran);
    // one that was asked again and again did not run all that time
    owedNanos += bustle.busy() ? Math.min(SECOND, FOR_A_SCRIPT * ran) : 0;
    if (work == Work.DIGEST) {
      charge(ticker.nanos() - nanos, (long) (keysOfScript * (double) SECOND / keysPerSecond));
    }
    rest();
  }

  /** Asks, and waits as long as that was too fast. */
  public <T> T script(Work work, int keys, Supplier<T> question) throws InterruptedException {
    long before = ticker.nanos();
    T answer = question.get();
    took(work, keys, ticker.nanos() - before, 0);
    return answer;
  }

  /**
   * As {@link #script}, where the answer tells for how long the script ran.
   *
   * @param keys how many keys an answer is about
   */
  public <T> T timed(Work work, Supplier<TimedResult<T>> question, ToIntFunction<T> keys)
      throws InterruptedException {
    long before = ticker.nanos();
    TimedResult<T> answer = question.get();
    took(work, keys.applyAsInt(answer.value()), ticker.nanos() - before, answer.nanos());
    return answer.value();
  }

  /** Values have been read; waits as long as that was too fast. */
  public void fetched(long bytes) throws InterruptedException {
    rested(0);
    charge(ticker.nanos(), (long) (bytes * (double) SECOND / bytesPerSecond));
    rest();
  }

  /**
   * Once a second: how long the way there and back is, and whether the server is later than usual.
   *
   * @param command one that costs the server nothing
   */
  public void probe(Runnable command) throws InterruptedException {
    if (ticker.nanos() - nextProbe < 0) {
      return;
    }
    // the first one may open a connection
    for (int i = way.unknown() ? FIRST_PROBES : 1; i > 1; i--) {
      way.add(timed(command));
    }
    long nanos = timed(command);
    way.add(nanos);
    rested(0);
    long late = nanos - way.nanos();
    if (late > LATE_NANOS) {
      owedNanos += Math.min(SECOND, FOR_BEING_LATE * late);
    }
    nextProbe = ticker.nanos() + PROBE_EVERY_NANOS;
    rest();
  }

  private long timed(Runnable command) {
    long before = ticker.nanos();
    command.run();
    return ticker.nanos() - before;
  }

  /**
   * A command is about to be sent.
   *
   * @param keys whose names are part of it
   */
  public void sends(List<byte[]> keys) {
    long bytes = 0;
    for (byte[] key : keys) {
      bytes += key.length + RESP_OF_A_STRING;
    }
    bustle.sent(bytes);
  }

  /**
   * @param stats INFO of the server
   */
  public void look(RedisInfo stats) {
    bustle.look(stats, ticker.nanos());
  }

  /** It has answered, after so much work; what it had not to do since the last answer was rest. */
  private void rested(long ranNanos) {
    bustle.asked();
    long now = ticker.nanos();
    owedNanos = Math.max(0, owedNanos - Math.max(0, now - ranNanos - alone));
    alone = now;
  }

  /**
   * @param since what has passed since then is part of it
   */
  private void charge(long since, long nanos) {
    freeNanos = Math.max(freeNanos, since) + nanos;
  }

  private void rest() throws InterruptedException {
    long wait = Math.max(owedNanos, freeNanos - ticker.nanos());
    if (wait >= MILLI) {
      pause.millis(TimeUnit.NANOSECONDS.toMillis(wait), cancel);
    }
  }

  /** Waits, or returns early when somebody wants this to end. */
  public void waitMillis(long millis) throws InterruptedException {
    pause.millis(millis, cancel);
  }

  public Ticker ticker() {
    return ticker;
  }
}
