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
 * Kills a copy from several nodes (kill -9) while the cluster writes, and starts it again. The node
 * ends with the keys of all of them. {@code -Dshare.kill.runs=30} sets the number of runs.
 */
@RunWith(SideBySide.class)
public class KilledSharesIT {
  private static AtomicInteger all;
  private static AtomicInteger equal;

  @Parameter public int number;

  @Parameters(name = "run {0}")
  public static List<Integer> runs() {
    int first = Integer.getInteger("kill.first", 1);
    return IntStream.range(first, first + Integer.getInteger("share.kill.runs", 2))
        .boxed()
        .toList();
  }

  @BeforeClass
  public static void begin() {
    all = new AtomicInteger();
    equal = new AtomicInteger();
  }

  @AfterClass
  public static void report() {
    System.out.printf(
        "%d of %d copies from several nodes that were killed under writes end WARMED and equal%n",
        equal.get(), all.get());
  }

  @Test
  public void aKilledSharesIsMadeUpForByTheNextRun() throws Exception {
    all.incrementAndGet();
    try (KilledShares run = new KilledShares(number)) {
      try {
        run.play();
        equal.incrementAndGet();
      } finally {
        System.out.println("run " + number + " " + run);
      }
    }
  }
}
