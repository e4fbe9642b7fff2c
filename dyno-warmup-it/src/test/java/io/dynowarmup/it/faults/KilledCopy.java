// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.time.Duration;

/** Kills a copy under writes in one of its steps and starts it again. */
final class KilledCopy extends KillScenario {
  private static final int KEYS = 4_000;

  /** The bulk takes about a second. */
  private static final int RATE = 4_000;

  private static final int RUN_MILLIS = 8_000;
  private static final int BULK_MILLIS = 1_000;
  private static final int OPENING_MILLIS = 2_500;
  private static final int CATCH_UP_MILLIS = 300;
  private static final int HAND_OVER_MILLIS = 100;
  private static final int LATE_MILLIS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(180);

  /** A step of a copy, by the phase of the run and the state of Dynomite. */
  private enum Step {
    ANY("", "", RUN_MILLIS),
    BULK("TRANSFER", "STANDBY", BULK_MILLIS),
    OPENING("TRANSFER", "RESUMING", OPENING_MILLIS),
    CATCH_UP("CATCH_UP", "", CATCH_UP_MILLIS),
    HAND_OVER("HAND_OVER", "", HAND_OVER_MILLIS);

    private final String phase;
    private final String dynomite;
    private final int millis;

    Step(String phase, String dynomite, int millis) {
      this.phase = phase;
      this.dynomite = dynomite;
      this.millis = millis;
    }
  }

  private final Step step;
  private String killedIn = "";
  private String left = "";
  private String next = "";

  KilledCopy(int number) {
    super(number, "killed-copy", LIMIT);
    step = Step.values()[number % Step.values().length];
    cluster.link(source(), cold()).peer().delay(LATE_MILLIS);
  }

  @Override
  void play() throws IOException, InterruptedException {
    cluster.awaitPeersConnected();
    Filler.strings(source().redis(), KEYS, 100);
    Filler.types(source().redis(), 200);
    write(Workload.versions("v:", 1_500, 20), 200);
    write(Workload.uniqueSets("w:", 20), 150);
    while (killedIn.isEmpty()) {
      kill();
    }
    try (RunProgram last = start("last")) {
      next = toTheEnd(last);
    }
    assertServes();
    assertNothingIsLost(loads);
  }

  private RunProgram start(String log) throws IOException {
    return RunProgram.start(cold(), dir, log, "strategy=copy", "delta.keys.per.second=" + RATE);
  }

  /** Kills a run. A run that ends before the kill does not count, nor does what it copied. */
  private void kill() throws IOException {
    try (RunProgram run = start("killed")) {
      Await.until(run::said, LIMIT, () -> !run.isRunning() || reached());
      pass(random.nextInt(step.millis));
      if (run.kill()) {
        String phase = RunProgram.phase(dir);
        left = EndState.of(cold()).dynomite();
        killedIn = (phase.isEmpty() ? "no phase" : phase) + " with Dynomite " + left;
        return;
      }
    }
    RunProgram.forget(dir);
    empty();
  }

  private boolean reached() {
    return step.phase.isEmpty()
        || RunProgram.phase(dir).equals(step.phase)
            && (step.dynomite.isEmpty() || EndState.of(cold()).dynomite().equals(step.dynomite));
  }

  @Override
  public String toString() {
    return "aimed at " + step + ", killed in " + killedIn + ", then: " + next;
  }
}
