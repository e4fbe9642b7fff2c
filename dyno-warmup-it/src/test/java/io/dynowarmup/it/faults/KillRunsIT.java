// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.SideBySide;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Kills the program (kill -9) at any time while the cluster writes, a third of the times in
 * HAND_OVER, and starts it again. The node ends as a NORMAL master with all keys of the source.
 * {@code -Dkill.runs=200} sets the number of runs.
 */
@RunWith(SideBySide.class)
public class KillRunsIT {
  private static KillTally tally;

  @Parameter public int number;

  @Parameters(name = "run {0}")
  public static List<Integer> runs() {
    int first = Integer.getInteger("kill.first", 1);
    return IntStream.range(first, first + Integer.getInteger("kill.runs", 2)).boxed().toList();
  }

  @BeforeClass
  public static void begin() {
    tally = new KillTally();
  }

  @AfterClass
  public static void write() throws IOException {
    tally.write();
  }

  @Test
  public void aKilledRunIsMadeUpForByTheNext() throws Exception {
    try (KillRun run = new KillRun(number)) {
      try {
        run.play();
        tally.whole(run);
      } catch (Exception | Error e) {
        tally.broken(run, e);
        throw e;
      } finally {
        System.out.println("run " + number + " " + run);
      }
    }
  }
}
