// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.SideBySide;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
  private static AtomicInteger all;
  private static AtomicInteger equal;

  @Parameter public int number;

  @Parameters(name = "run {0}")
  public static List<Integer> runs() {
    int first = Integer.getInteger("kill.first", 1);
    return IntStream.range(first, first + Integer.getInteger("copy.kill.runs", 3)).boxed().toList();
  }

  @BeforeClass
  public static void begin() {
    all = new AtomicInteger();
    equal = new AtomicInteger();
  }

  @AfterClass
  public static void report() {
    System.out.printf(
        "%d of %d copies that were killed under writes end WARMED and equal%n",
        equal.get(), all.get());
  }

  @Test
  public void aKilledCopyIsMadeUpForByTheNextRun() throws Exception {
    all.incrementAndGet();
    try (KilledCopy run = new KilledCopy(number)) {
      try {
        run.play();
        equal.incrementAndGet();
      } finally {
        System.out.println("run " + number + " " + run);
      }
    }
  }
}
