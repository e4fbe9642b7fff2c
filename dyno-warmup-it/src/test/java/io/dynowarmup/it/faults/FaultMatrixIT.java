// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.SideBySide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Tests the guarantees under faults. For each fault, at any moment, the following holds within the
 * budget, {@code restore.msec} and a grace period: the node is a master and NORMAL, or the reason
 * names what could not be reached. The run leaves nothing behind on either side. Its outcome is
 * true. By default each fault strikes once, at its worst moment; with {@code -Dfaults=all} it
 * strikes at every moment.
 */
@RunWith(SideBySide.class)
public class FaultMatrixIT {
  private static FaultMatrix matrix;

  @Parameter(0)
  public Fault fault;

  @Parameter(1)
  public Moment moment;

  /**
   * Selects by {@code -Dfaults=}: {@code all}, or the names of faults and moments, at least one of
   * each: {@code LINK_CUT,RESTORE}.
   */
  @Parameters(name = "{0} in {1}")
  public static List<Object[]> cells() {
    List<String> wanted = List.of(System.getProperty("faults", "").split(","));
    List<Object[]> cells = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (Moment moment : Moment.values()) {
        boolean named = wanted.contains(fault.name()) && wanted.contains(moment.name());
        boolean rowOrColumn =
            wanted.size() == 1 && (wanted.contains(fault.name()) || wanted.contains(moment.name()));
        boolean worst = wanted.contains("") && fault.worst() == moment;
        if (wanted.contains("all") || named || rowOrColumn || worst) {
          cells.add(new Object[] {fault, moment});
        }
      }
    }
    return cells;
  }

  @BeforeClass
  public static void begin() {
    matrix = new FaultMatrix();
  }

  @AfterClass
  public static void write() throws IOException {
    matrix.write();
  }

  @Test
  public void keepsThePromise() throws Exception {
    try (Cell cell = new Cell(fault, moment)) {
      System.out.println("=== " + cell);
      cell.play();
      cell.assertPromise();
      matrix.kept(fault, moment, cell);
    } catch (Exception | Error e) {
      matrix.broken(fault, moment, e);
      throw e;
    }
  }
}
