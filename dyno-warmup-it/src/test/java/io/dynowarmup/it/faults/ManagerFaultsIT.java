// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static io.dynowarmup.it.faults.Moment.HAND_OVER;
import static io.dynowarmup.it.faults.Moment.TRANSFER;

import io.dynowarmup.it.SideBySide;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * The guarantees also hold for the jar inside dynomite-manager. Its REST interface reports the
 * outcome, its monitor gets the node back, and its health follows Dynomite. Tests a few cells of
 * the matrix; with {@code -Dfaults=all} more of them.
 */
@RunWith(SideBySide.class)
public class ManagerFaultsIT {
  private static final List<Object[]> FEW =
      List.of(
          cell(Fault.SOURCE_KILLED, TRANSFER),
          cell(Fault.LOCAL_FROZEN, HAND_OVER),
          cell(Fault.JVM_KILLED, HAND_OVER));

  private static final List<Object[]> ALL =
      List.of(
          cell(Fault.SOURCE_KILLED, TRANSFER),
          cell(Fault.SOURCE_FROZEN, TRANSFER),
          cell(Fault.LINK_CUT, HAND_OVER),
          cell(Fault.LINK_STALLED, TRANSFER),
          cell(Fault.SOURCE_REFUSES, TRANSFER),
          cell(Fault.SOURCE_RESTARTED, TRANSFER),
          cell(Fault.SOURCE_RESTARTED, HAND_OVER),
          cell(Fault.SOURCE_DEMOTED, HAND_OVER),
          cell(Fault.LOCAL_KILLED, TRANSFER),
          cell(Fault.LOCAL_RESTARTED, TRANSFER),
          cell(Fault.LOCAL_RESTARTED, HAND_OVER),
          cell(Fault.LOCAL_FROZEN, TRANSFER),
          cell(Fault.LOCAL_FROZEN, HAND_OVER),
          cell(Fault.LOCAL_OUT_OF_MEMORY, HAND_OVER),
          cell(Fault.LOCAL_EVICTS, HAND_OVER),
          cell(Fault.ADMIN_DEAD, HAND_OVER),
          cell(Fault.ADMIN_SILENT, TRANSFER),
          cell(Fault.ADMIN_NONSENSE, HAND_OVER),
          cell(Fault.ADMIN_RESET, HAND_OVER),
          cell(Fault.DYNOMITE_KILLED_OURS, TRANSFER),
          cell(Fault.DYNOMITE_KILLED_OURS, HAND_OVER),
          cell(Fault.JVM_KILLED, TRANSFER),
          cell(Fault.JVM_KILLED, HAND_OVER));

  @Parameter(0)
  public Fault fault;

  @Parameter(1)
  public Moment moment;

  @Parameters(name = "{0} in {1}")
  public static List<Object[]> cells() {
    return System.getProperty("faults", "").equals("all") ? ALL : FEW;
  }

  private static Object[] cell(Fault fault, Moment moment) {
    return new Object[] {fault, moment};
  }

  @Test
  public void keepsThePromise() throws Exception {
    try (ManagedCell cell = new ManagedCell(fault, moment)) {
      cell.play();
      cell.assertPromise();
      System.out.println("in dynomite-manager: " + cell);
    }
  }
}
