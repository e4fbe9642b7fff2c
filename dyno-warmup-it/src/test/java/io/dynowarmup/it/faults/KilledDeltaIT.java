// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.SideBySide;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Kills a delta (kill -9) at any moment while the cluster writes, and starts it again. It resumes
 * from its checkpoint, and both sides end equal. {@code -Ddelta.kill.runs=50} sets the number of
 * runs.
 */
@RunWith(SideBySide.class)
public class KilledDeltaIT {
  private static AtomicInteger all;
  private static AtomicInteger equal;
  private static AtomicInteger kills;
  private static AtomicInteger noted;
  private static AtomicInteger resumed;
  private static AtomicLong spared;

  @Parameter public int number;

  @Parameters(name = "run {0}")
  public static List<Integer> runs() {
    return KillCount.numbers("delta.kill.runs", 2);
  }

  @BeforeClass
  public static void begin() {
    all = new AtomicInteger();
    equal = new AtomicInteger();
    kills = new AtomicInteger();
    noted = new AtomicInteger();
    resumed = new AtomicInteger();
    spared = new AtomicLong();
  }

  @AfterClass
  public static void tell() {
    System.out.printf(
        "%d of %d deltas that were killed under writes (%d kill -9, %d of them after something was"
            + " noted; %d runs resumed, %d keys on average) end WARMED and"
            + " equal%n",
        equal.get(),
        all.get(),
        kills.get(),
        noted.get(),
        resumed.get(),
        spared.get() / Math.max(1, resumed.get()));
  }

  @Test
  public void aKilledDeltaResumesAndEndsEqual() throws Exception {
    all.incrementAndGet();
    try (KilledDelta run = new KilledDelta(number)) {
      try {
        run.play();
        equal.incrementAndGet();
      } finally {
        kills.addAndGet(run.kills());
        noted.addAndGet(run.notedKills());
        resumed.addAndGet(run.resumed());
        spared.addAndGet(run.keysSpared());
        System.out.println("run " + number + " " + run);
      }
    }
  }
}
