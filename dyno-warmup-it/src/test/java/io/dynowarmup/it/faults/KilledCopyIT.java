// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.SideBySide;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Kills a copy (kill -9) in each of its steps while the cluster writes, and starts it again. Both
 * sides end equal. {@code -Dcopy.kill.runs=100} sets the number of runs.
 */
@RunWith(SideBySide.class)
public class KilledCopyIT {
  private static KillCount count;

  @Parameter public int number;

  @Parameters(name = "run {0}")
  public static List<Integer> runs() {
    return KillCount.numbers("copy.kill.runs", 2);
  }

  @BeforeClass
  public static void begin() {
    count = new KillCount();
  }

  @AfterClass
  public static void report() {
    System.out.println(count.of("copies that were killed under writes") + " end WARMED and equal");
  }

  @Test
  public void aKilledCopyIsMadeUpForByTheNextRun() throws Exception {
    count.play(number, new KilledCopy(number));
  }
}
