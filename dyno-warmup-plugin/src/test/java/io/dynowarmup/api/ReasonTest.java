// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.Test;

public class ReasonTest {
  private static void assertOnly(Predicate<Reason> question, Reason first, Reason... more) {
    Set<Reason> yes = EnumSet.allOf(Reason.class);
    yes.removeIf(question.negate());
    assertEquals(EnumSet.of(first, more), yes);
  }

  @Test
  public void whatMayPassByItselfIsTransient() {
    assertOnly(
        Reason::isTransient,
        Reason.REFUSED,
        Reason.TIME_OUT,
        Reason.UNREACHABLE,
        Reason.CONNECTION_LOST,
        Reason.LOADING,
        Reason.BUSY,
        Reason.MASTERDOWN,
        Reason.TRYAGAIN);
  }

  @Test
  public void whatAServerPutsOffIsTransient() {
    for (Reason reason : Reason.values()) {
      assertTrue(reason.name(), !reason.isPostponed() || reason.isTransient());
    }
  }

  @Test
  public void anAddressWithoutAProcessIsAbsent() {
    assertOnly(Reason::isRefused, Reason.REFUSED);
    assertOnly(Reason::isAbsent, Reason.REFUSED, Reason.UNREACHABLE);
  }

  @Test
  public void aCommandWithoutAnAnswerMayHaveBeenExecuted() {
    assertOnly(Reason::isUnanswered, Reason.TIME_OUT, Reason.CONNECTION_LOST);
  }

  @Test
  public void aCommandThatTheServerDoesNotKnowOrPermitIsRejected() {
    assertOnly(Reason::isRejected, Reason.NOPERM, Reason.REDIS_ERROR);
  }

  @Test
  public void aServerThatRefusesPingMayStillAnswerInfo() {
    assertOnly(Reason::leavesInfo, Reason.LOADING, Reason.MASTERDOWN, Reason.REFUSES_WRITES);
  }
}
