// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import redis.clients.jedis.Jedis;

/** Kills a warm-up under writes and starts it again at once. */
final class KillRun extends KillScenario {
  static final int WRITES_PER_SECOND = Integer.getInteger("kill.writes", 1_000);
  private static final int KEYS = 30_000;
  private static final int VALUE_BYTES = 300;
  private static final int LAG_MILLIS = 20;

  /** The approximate duration of a run that is not killed, from the start of its JVM. */
  private static final int RUN_MILLIS = 2_500;

  /** The approximate duration from SLAVEOF to the end. */
  private static final int CHANGES_MILLIS = 1_000;

  /** The approximate duration of HAND_OVER with this replication lag. */
  private static final int HAND_OVER_MILLIS = 200;

  /** The approximate duration of the rest of HAND_OVER once Redis is a master again. */
  private static final int DETACHED_MILLIS = 15;

  private static final String HAND_OVER = "HAND_OVER";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int number;
  private WriteLoad load;
  private String killedIn;
  private EndState left;
  private String next = "";
  private String keys = "";

  /**
   * Creates the cluster.
   *
   * @param number selects the moment of the kill. A third of the runs is killed in HAND_OVER, half
   *     of these after Redis has become a master again. A third is killed after the first change. A
   *     third is killed at any time from the start of the JVM.
   */
  KillRun(int number) {
    super(number, "kill", LIMIT);
    this.number = number;
    cluster.link(cold(), source()).redis().delay(LAG_MILLIS);
  }

  @Override
  void play() throws IOException, InterruptedException {
    cluster.awaitPeersConnected();
    Filler.strings(source().redis(), KEYS, VALUE_BYTES);
    load = write(Workload.uniqueSets("w:", 20), WRITES_PER_SECOND);
    kill();
    try (RunProgram again = RunProgram.start(cold(), dir, "again")) {
      next = toTheEnd(again);
    }
    assertServes();
    assertAllIsHere();
  }

  /**
   * Kills a run. A run that ends before the kill does not count: its state is deleted and another
   * one starts.
   */
  private void kill() throws IOException {
    while (killedIn == null) {
      try (RunProgram run = RunProgram.start(cold(), dir, "killed")) {
        awaitMoment(run);
        if (run.kill()) {
          killedIn = RunProgram.phase(dir);
        }
      }
      if (killedIn == null) {
        RunProgram.forget(dir);
      }
    }
    left = EndState.of(cold());
  }

  private void awaitMoment(RunProgram run) {
    switch (number % 6) {
      case 0 -> {
        awaitPhase(run, HAND_OVER::equals);
        pass(random.nextInt(HAND_OVER_MILLIS));
      }
      case 3 -> {
        awaitPhase(run, HAND_OVER::equals);
        try (Jedis jedis = cold().redis().client()) {
          Await.until(run::said, LIMIT, () -> jedis.info("replication").contains("role:master"));
        }
        pass(random.nextInt(DETACHED_MILLIS));
      }
      case 1, 4 -> {
        awaitPhase(run, phase -> !phase.isEmpty());
        pass(random.nextInt(CHANGES_MILLIS));
      }
      default -> pass(random.nextInt(RUN_MILLIS));
    }
  }

  private void awaitPhase(RunProgram run, Predicate<String> wanted) {
    Await.until(run::said, LIMIT, () -> !run.isRunning() || wanted.test(RunProgram.phase(dir)));
  }

  private void assertAllIsHere() {
    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + WRITES_PER_SECOND / 4);
    assertNothingIsLost(loads);
    keys = compare().keysHere() + " of " + compare().keysThere() + " keys";
  }

  /** Returns the phase of the kill. There is no phase before the first change. */
  String killedIn() {
    return killedIn == null || killedIn.isEmpty() ? "before TRANSFER" : killedIn;
  }

  /** Returns the role of Redis and the state of Dynomite after the kill. */
  String left() {
    return left == null ? "" : "Redis " + left.role() + ", Dynomite " + left.dynomite();
  }

  /** Returns the outcome of the next run: WARMED, SKIPPED and so on. */
  String next() {
    return next.split("[ :]", 2)[0];
  }

  @Override
  public String toString() {
    return "killed in " + killedIn() + " (" + left() + "), then: " + next + "; " + keys;
  }
}
