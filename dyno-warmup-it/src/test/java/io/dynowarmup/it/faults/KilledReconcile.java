// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.time.Duration;

/** Kills a warm-up in RECONCILE while counters are incremented, and starts it again at once. */
final class KilledReconcile extends KillScenario {
  private static final int RATE = Integer.getInteger("kill.writes", 600);
  private static final int COUNTERS = 100;
  private static final int LAG_MILLIS = 20;

  /** The approximate duration of RECONCILE with this replication lag. */
  private static final int RECONCILE_MILLIS = 500;

  /** A delta may apply increments twice itself. */
  private static final String REPLICATES = "strategy=replication";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private boolean killed;
  private String next = "";

  KilledReconcile(int number) {
    super(number, "kill-reconcile", LIMIT);
    cluster.link(cold(), source()).redis().delay(LAG_MILLIS);
  }

  @Override
  void play() throws IOException, InterruptedException {
    cluster.awaitPeersConnected();
    Filler.strings(source().redis(), 2_000, 100);
    WriteLoad load = write(Workload.counters("c:", COUNTERS), RATE);
    while (!killed) {
      try (RunProgram run = RunProgram.start(cold(), dir, "killed", REPLICATES)) {
        Await.until(
            run::said, LIMIT, () -> !run.isRunning() || RunProgram.phase(dir).equals("RECONCILE"));
        pass(random.nextInt(RECONCILE_MILLIS));
        killed = run.kill() && "RECONCILE".equals(RunProgram.phase(dir));
      }
      if (!killed) {
        RunProgram.forget(dir);
        empty();
      }
    }
    try (RunProgram again = RunProgram.start(cold(), dir, "again", REPLICATES)) {
      next = toTheEnd(again);
    }
    assertServes();
    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + RATE / 4);
    load.stop();
    Await.until(() -> this + ": " + compare(), LIMIT, () -> compare().isNone());
  }

  @Override
  public String toString() {
    return "killed in RECONCILE: " + killed + ", then: " + next;
  }
}
