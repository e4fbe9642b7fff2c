// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.SideBySide;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Kills the program (kill -9) in RECONCILE and starts it again: no counter is lower or higher than
 * the source's in the end. {@code -Dreconcile.kill.runs=100} sets the number of runs.
 */
@RunWith(SideBySide.class)
public class KilledReconcileIT {
  @Parameter public int number;

  @Parameters(name = "run {0}")
  public static List<Integer> runs() {
    int first = Integer.getInteger("kill.first", 1);
    int runs = Integer.getInteger("reconcile.kill.runs", 2);
    return IntStream.range(first, first + runs).boxed().toList();
  }

  @Test
  public void noCorrectionIsAppliedTwice() throws Exception {
    try (KilledReconcile run = new KilledReconcile(number)) {
      try {
        run.play();
      } finally {
        System.out.println("run " + number + " " + run);
      }
    }
  }
}
