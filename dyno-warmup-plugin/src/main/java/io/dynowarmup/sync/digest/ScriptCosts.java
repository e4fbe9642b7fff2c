// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.time.Ticker;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Measures how long scripts run and how far their server is, and derives their size from that. */
final class ScriptCosts {
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

  private static final int FAR_AT_ONCE = 1_000;
  private static final int FIRST_PROBES = 5;

  private static final long USUAL_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int PART_OF_ROUND_TRIP = 5;

  /** After a stall of the network, all scripts that are not answered may arrive at once. */
  private static final long BUNCH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int PART_FOR_A_BUNCH = 8;

  /** How often a script is measured whose server does not report how long it ran. */
  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Ticker ticker;
  private final KeyCost[] costs = new KeyCost[Work.values().length];
  private final RoundTripEstimate roundTrip = new RoundTripEstimate();

  /** When a script was last measured; empty if scripts report how long they run. */
  private OptionalLong measuredNanos;

  /**
   * The cost of one key for its server, from the last five scripts. It is the second cheapest of
   * them: a stall, a busy network or a busy machine makes some scripts look more expensive, and
   * nothing makes one look cheaper.
   */
  private static final class KeyCost {
    private static final int SCRIPTS = 5;

    private final long[] last = new long[SCRIPTS];
    private int next;

    KeyCost(long nanos) {
      Arrays.fill(last, nanos);
    }

    void add(long nanos) {
      last[next] = nanos;
      next = (next + 1) % SCRIPTS;
    }

    long nanos() {
      long[] sorted = last.clone();
      Arrays.sort(sorted);
      return Math.max(1, sorted[1]);
    }
  }

  ScriptCosts(Ticker ticker) {
    this.ticker = ticker;
    for (Work work : Work.values()) {
      costs[work.ordinal()] = new KeyCost(work.firstNanos);
    }
    this.measuredNanos = OptionalLong.of(ticker.nanos() - 2 * MEASURE_NANOS);
  }

  /** Measures the round trip, and returns how much longer than usual it takes. */
  long late(Runnable command) {
    // The first command may open a connection.
    for (int i = roundTrip.unknown() ? FIRST_PROBES : 1; i > 1; i--) {
      roundTrip.add(timed(command));
    }
    long nanos = timed(command);
    roundTrip.add(nanos);
    return nanos - roundTrip.nanos();
  }

  private long timed(Runnable command) {
    long before = ticker.nanos();
    command.run();
    return ticker.nanos() - before;
  }

  /**
   * Returns how many keys to pass in one call; on a long round trip it sends them in several
   * scripts.
   */
  int atOnce(Work work, boolean busy) {
    return far() ? Math.max(FAR_AT_ONCE, batch(work, busy)) : batch(work, busy);
  }

  /** Returns the number of keys for the next script. */
  int batch(Work work, boolean busy) {
    long cost = costs[work.ordinal()].nanos();
    long far = Math.min(FAR_KEYS, roundTrip.nanos() / PART_OF_ROUND_TRIP / USUAL_NANOS);
    long few = Math.min(Math.max(FEW_KEYS, far), LONGEST_NANOS / cost);
    return (int) Math.max(1, Math.max(few, Math.min(MOST_KEYS, mostNanos(busy) / cost)));
  }

  /** Returns the longest duration of one script in nanoseconds. */
  private long mostNanos(boolean busy) {
    return busy
        ? Math.max(SHORT_NANOS, Math.min(LONG_NANOS, roundTrip.nanos() / PART_OF_ROUND_TRIP))
        : LONGEST_NANOS;
  }

  /** Records how long a script ran for each of its keys. */
  void add(Work work, long nanosOfKey) {
    costs[work.ordinal()].add(Math.max(work.leastNanos, nanosOfKey));
  }

  /**
   * Returns how long a script ran.
   *
   * @param nanos time from the call to the answer
   * @param told duration of the script as its server reports it; 0 or less if unknown
   */
  long measured(long nanos, long told) {
    boolean known = told > 0 && told <= nanos;
    roundTrip.atMost(known ? nanos - told : nanos);
    measuredNanos = known ? OptionalLong.empty() : OptionalLong.of(ticker.nanos());
    return known ? told : nanos - roundTrip.nanos();
  }

  /** Returns how long a script over so many keys probably runs, in nanoseconds. */
  long expectedNanos(Work work, int keys) {
    return costs[work.ordinal()].nanos() * keys;
  }

  /** Returns whether the round trip is longer than any script. */
  boolean far() {
    return roundTrip.nanos() > LONGEST_NANOS;
  }

  /** Returns how long all scripts that are not answered may run together, in nanoseconds. */
  long mostUnanswered(boolean busy) {
    return busy
        ? Math.max(LONGEST_NANOS, Math.min(BUNCH_NANOS, roundTrip.nanos() / PART_FOR_A_BUNCH))
        : Math.max(LONGEST_NANOS, roundTrip.nanos() / 2);
  }

  /** Returns whether the next script has to be measured: its time from the call to the answer. */
  boolean mustMeasure() {
    return !far()
        || measuredNanos.isPresent() && ticker.nanos() - measuredNanos.getAsLong() > MEASURE_NANOS;
  }
}
