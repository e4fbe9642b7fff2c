// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Kills a delta under writes at any moment, once or twice, and starts it again. */
final class KilledDelta extends KillScenario {
  private static final int KEYS = 10_000;
  private static final int OLD = 1_000;
  private static final int RATE = 5_000;

  /** The approximate duration of a delta that is not killed, from the start of its JVM. */
  private static final int RUN_MILLIS = 6_000;

  private static final int LATE_MILLIS = 50;
  private static final int COUNTERS = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Pattern GOES_ON =
      Pattern.compile("Resuming pass (\\d+): (\\d+) keys compared");

  private final List<String> story = new ArrayList<>();
  private boolean mustResume;
  private int kills;
  private int resumed;
  private int notedKills;
  private long keysSpared;

  KilledDelta(int number) {
    super(number, "killed-delta", LIMIT);
    cluster.link(source(), cold()).peer().delay(LATE_MILLIS);
  }

  @Override
  void play() throws IOException, InterruptedException {
    cluster.awaitPeersConnected();
    fill();
    write(Workload.versions("v:", 1_500, 20), 200);
    write(Workload.counters("c:", COUNTERS), 100);
    write(Workload.uniqueSets("w:", 20), 75);
    int wanted = 1 + random.nextInt(2);
    while (kills < wanted) {
      killOne();
    }
    RunProgram last = start("last");
    try (last) {
      story.add(toTheEnd(last));
    }
    follow(last);
    assertEqual();
  }

  private RunProgram start(String log) throws IOException {
    return RunProgram.start(
        cold(), dir, log, "strategy=delta", "force=true", "delta.keys.per.second=" + RATE);
  }

  /** Kills a run. A run that ends before the kill does not count. */
  private void killOne() throws IOException {
    boolean before = kills > 0;
    RunProgram run = start("killed" + kills);
    try (run) {
      pass(random.nextInt(RUN_MILLIS));
      if (run.kill()) {
        String phase = RunProgram.phase(dir);
        kills++;
        story.add("killed in " + (phase.isEmpty() ? "no phase" : phase));
        if (before) {
          follow(run);
        }
        mustResume =
            RunProgram.noted(dir) && (phase.equals("TRANSFER") || phase.equals("CATCH_UP"));
        notedKills += mustResume ? 1 : 0;
        return;
      }
    }
    RunProgram.forget(dir);
    mustResume = false;
  }

  /**
   * Checks that the run resumed from the checkpoint. A run that was itself killed may not have
   * reached that point.
   */
  private void follow(RunProgram run) {
    Matcher line = GOES_ON.matcher(run.said());
    if (line.find()) {
      resumed++;
      keysSpared += Long.parseLong(line.group(2));
      story.add(line.group());
    } else if (mustResume && !run.wasKilled()) {
      throw new AssertionError(this + ": it did not resume\n" + run.said());
    }
  }

  /**
   * Fills both sides. The cold node holds most of the data. Some of its values are old, and some of
   * its keys have been deleted since.
   */
  private void fill() {
    for (RedisServer redis : List.of(source().redis(), cold().redis())) {
      boolean here = redis == cold().redis();
      Filler.strings(redis, KEYS, 100);
      Filler.types(redis, 200);
      try (Jedis jedis = redis.client();
          Pipeline pipeline = jedis.pipelined()) {
        for (int i = 0; i < OLD; i++) {
          String key = "key:" + random.nextInt(KEYS);
          if (here) {
            pipeline.set(key, "old");
            pipeline.set("deleted:" + i, "old");
          }
          // Each of these counters is copied once. An increment in transit at that moment would be
          // applied twice.
          pipeline.set("c:" + i * (COUNTERS / OLD), here ? "5" : "1000");
        }
        pipeline.sync();
      }
    }
  }

  private void assertEqual() {
    assertServes();
    assertNothingIsLost(loads.subList(0, 1));
    try (Jedis jedis = cold().redis().client()) {
      assertEquals("what is left of ours", false, jedis.exists(OURS + "copy"));
    }
  }

  int kills() {
    return kills;
  }

  /** Returns the number of kills that left a checkpoint to resume. */
  int notedKills() {
    return notedKills;
  }

  /** Returns the number of runs that resumed from a checkpoint. */
  int resumed() {
    return resumed;
  }

  /** Returns the number of keys that were not compared again. */
  long keysSpared() {
    return keysSpared;
  }

  @Override
  public String toString() {
    return String.join(", ", story);
  }
}
