// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * Simulates the events of a warm-up with populators, chunk by chunk: all nodes dump at the same
 * time, then the controllers send one message after the other, and populators load the chunks. A
 * populator that dies leaves its message, which is delivered again after the visibility time; a new
 * one takes its place at once.
 */
final class ScaleSimulation {
  /** What happened. Times in seconds. */
  record Result(
      double dumped,
      double sent,
      double loaded,
      long mostWaiting,
      long mostPuts,
      long mostGets,
      long refusedPuts,
      long endedDumps,
      long deaths,
      long deadLetters) {}

  private static final double VISIBILITY_SECONDS = 120;
  private static final int MOST_RECEIVES = 5;
  private static final double BACK_OFF_SECONDS = 0.5;
  private static final double MOST_BACK_OFF_SECONDS = 10;
  private static final int MOST_TRIES = 6;
  private static final double SECONDS_OF_HOUR = 3_600;

  private final Scale scale;
  private final Random random = new Random(1);
  private final RateMeter puts;
  private final RateMeter gets = new RateMeter(Double.POSITIVE_INFINITY);
  private final PriorityQueue<double[]> events =
      new PriorityQueue<>((a, b) -> Double.compare(a[0], b[0]));
  private double now;
  private long waiting;
  private long mostWaiting;
  private long loaded;
  private long endedDumps;
  private long deaths;
  private long deadLetters;
  private int idle;

  /** How often the messages that are delivered again were received, by the number of receives. */
  private final long[] again = new long[MOST_RECEIVES + 1];

  ScaleSimulation(Scale scale) {
    this.scale = scale;
    this.puts = new RateMeter(scale.putLimit());
  }

  Result run() {
    double dumped = dump();
    double sent = load(dumped);
    return new Result(
        dumped,
        sent - dumped,
        now - dumped,
        mostWaiting,
        puts.most(),
        gets.most(),
        puts.refused(),
        endedDumps,
        deaths,
        deadLetters);
  }

  /**
   * A PUT that is refused is made again after a pause that grows; after six of them the dump ends,
   * and is resumed. Events: time, chunks left, refusals.
   */
  private double dump() {
    double seconds = scale.bytesOfChunk() / scale.dumpRate();
    for (int node = 0; node < scale.nodes(); node++) {
      events.add(new double[] {random.nextDouble() * seconds + seconds, scale.chunksOfNode(), 0});
    }
    while (!events.isEmpty()) {
      double[] event = events.poll();
      now = event[0];
      if (!puts.take(now)) {
        refused(event);
      } else if (--event[1] > 0) {
        event[2] = 0;
        event[0] = now + seconds * (0.9 + 0.2 * random.nextDouble());
        events.add(event);
      }
    }
    return now;
  }

  private void refused(double[] event) {
    double pause = BACK_OFF_SECONDS * Math.pow(2, event[2]) * (0.5 + random.nextDouble() / 2);
    event[0] = now + Math.min(MOST_BACK_OFF_SECONDS, pause);
    if (++event[2] == MOST_TRIES) {
      endedDumps++;
      event[2] = 0;
    }
    events.add(event);
  }

  /** Events: time, kind (0 a message is sent, 1 a chunk is loaded, 2 given back), receives. */
  private double load(double begin) {
    now = begin;
    idle = scale.populators();
    long left = scale.chunks();
    double sent = begin;
    for (int controller = 0; controller < Math.min(scale.controllers(), left); controller++) {
      events.add(new double[] {begin + scale.sendSeconds() * random.nextDouble(), 0, 0});
    }
    left -= events.size();
    while (loaded + deadLetters < scale.chunks()) {
      double[] event = events.poll();
      now = event[0];
      if (event[1] == 0) {
        waiting++;
        sent = now;
        if (left > 0) {
          left--;
          event[0] = now + scale.sendSeconds();
          events.add(event);
        }
      } else if (event[1] == 1) {
        loaded++;
        idle++;
      } else {
        givenBack((int) event[2]);
      }
      mostWaiting = Math.max(mostWaiting, waiting);
      receive();
    }
    events.clear();
    return sent;
  }

  private void givenBack(int receives) {
    if (receives == MOST_RECEIVES) {
      deadLetters++;
    } else {
      again[receives]++;
      waiting++;
    }
  }

  private void receive() {
    while (idle > 0 && waiting > 0) {
      waiting--;
      int receives = 1;
      for (int i = 1; i < MOST_RECEIVES && receives == 1; i++) {
        if (again[i] > 0) {
          again[i]--;
          receives = i + 1;
        }
      }
      gets.take(now);
      double seconds = scale.bytesOfChunk() / scale.loadRate() * (0.9 + 0.2 * random.nextDouble());
      double death = seconds / (scale.hoursBetweenDeaths() * SECONDS_OF_HOUR);
      if (random.nextDouble() < death) {
        deaths++;
        events.add(new double[] {now + VISIBILITY_SECONDS, 2, receives});
      } else {
        idle--;
        events.add(new double[] {now + seconds, 1, receives});
      }
    }
  }

  /** Counts requests by second, and refuses those beyond a limit. */
  private static final class RateMeter {
    private final double limit;
    private long second = -1;
    private long inSecond;
    private long most;
    private long refused;

    RateMeter(double limit) {
      this.limit = limit;
    }

    boolean take(double time) {
      if ((long) time != second) {
        second = (long) time;
        inSecond = 0;
      }
      if (inSecond >= limit) {
        refused++;
        return false;
      }
      inSecond++;
      most = Math.max(most, inSecond);
      return true;
    }

    long most() {
      return most;
    }

    long refused() {
      return refused;
    }
  }
}
