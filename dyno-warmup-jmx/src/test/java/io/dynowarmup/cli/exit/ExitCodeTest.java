// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.exit;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.cli.Statuses;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.Test;

public class ExitCodeTest {
  private static int of(WarmupOutcome outcome, Reason reason) {
    return ExitCode.of(Statuses.ended(outcome, reason)).code();
  }

  /** Scripts rely on these numbers. */
  @Test
  public void eachOutcomeHasItsNumber() {
    assertEquals(0, of(WarmupOutcome.WARMED, null));
    assertEquals(10, of(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT));
    assertEquals(11, of(WarmupOutcome.ABORTED, Reason.ABORTED));
    assertEquals(12, of(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE));
    assertEquals(13, of(WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED));
    assertEquals(13, of(WarmupOutcome.SKIPPED, Reason.NO_PEER));
    assertEquals(13, of(WarmupOutcome.SKIPPED, null));
  }

  @Test
  public void aRunThatWasNotNeededIsASuccess() {
    assertEquals(0, of(WarmupOutcome.SKIPPED, Reason.NOT_COLD));
    assertEquals(12, of(WarmupOutcome.FAILED, Reason.NOT_COLD));
  }

  /** A node that refuses requests is no success, for example for an init container. */
  @Test
  public void aRunThatWasNotNeededIsNoSuccessIfDynomiteRefusesRequests() {
    for (String state : new String[] {"STANDBY", "WRITES_ONLY", "RESUMING"}) {
      assertEquals(13, skippedIn(state));
    }
    assertEquals(0, skippedIn("NORMAL"));
    assertEquals("an init container runs before Dynomite", 0, skippedIn("UNREACHABLE"));
  }

  private static int skippedIn(String dynomite) {
    return ExitCode.of(
            Statuses.ended(WarmupOutcome.SKIPPED, Reason.NOT_COLD).toBuilder()
                .dynomiteState(dynomite)
                .build())
        .code();
  }

  @Test
  public void wrongSettingsArgumentsAndFaultsAreDistinguishedFromOtherFailures() {
    assertEquals(78, of(WarmupOutcome.FAILED, Reason.BAD_CONFIG));
    assertEquals(78, of(WarmupOutcome.FAILED, Reason.FILE));
    assertEquals(64, of(WarmupOutcome.FAILED, Reason.BAD_ARGUMENT));
    assertEquals(70, of(WarmupOutcome.FAILED, Reason.INTERNAL));
  }

  @Test
  public void aSkippedRunIsReadByItsReasonOnlyIfItWasNotNeeded() {
    assertEquals(13, of(WarmupOutcome.SKIPPED, Reason.BAD_CONFIG));
  }

  @Test
  public void aFileThatCannotBeReadBeforeTheRunIsBadUsage() {
    assertEquals(ExitCode.BAD_USAGE, ExitCode.of(new WarmupException(Reason.FILE, "")));
    assertEquals(ExitCode.BAD_SETTINGS, ExitCode.of(new WarmupException(Reason.BAD_CONFIG, "")));
  }

  @Test
  public void noTwoOutcomesShareANumber() {
    Set<Integer> codes = new HashSet<>();
    Arrays.stream(ExitCode.values()).forEach(c -> codes.add(c.code()));
    assertEquals(ExitCode.values().length, codes.size());
  }

  @Test
  public void eachStateOfANodeHasACodeAndOnlyServingIsZero() {
    for (NodeState state : NodeState.values()) {
      boolean serving = state == NodeState.SERVING;
      assertEquals(state.name(), serving, ExitCode.ofNode(state.name()).code() == 0);
    }
    assertEquals(ExitCode.UNKNOWN, ExitCode.ofNode(""));
    assertEquals(ExitCode.UNKNOWN, ExitCode.ofNode("A_STATE_OF_THE_FUTURE"));
  }
}
