// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import java.util.EnumSet;
import org.junit.Test;

public class ReasonTest {
  @Test
  public void whatMayPassByItselfIsTransient() {
    EnumSet<Reason> transients = EnumSet.noneOf(Reason.class);
    for (Reason reason : Reason.values()) {
      if (reason.isTransient()) {
        transients.add(reason);
      }
    }
    assertEquals(
        EnumSet.of(
            Reason.REFUSED,
            Reason.TIME_OUT,
            Reason.UNREACHABLE,
            Reason.CONNECTION_LOST,
            Reason.LOADING,
            Reason.BUSY,
            Reason.MASTERDOWN,
            Reason.TRYAGAIN),
        transients);
  }

  @Test
  public void whatAServerPutsOffIsTransient() {
    for (Reason reason : Reason.values()) {
      assertTrue(reason.name(), !reason.isPostponed() || reason.isTransient());
    }
  }
}
