// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.netflix.dynomitemanager.storage.Bootstrap;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.host.manager.StartUpRun;
import java.util.Optional;
import org.junit.Test;

public class BootstrapStatusTest {
  private static Optional<Bootstrap> of(WarmupOutcome outcome, Reason reason) {
    return BootstrapStatus.of(StartUpRun.over(outcome, reason));
  }

  @Test
  public void warmedIsInSync() {
    assertEquals(Optional.of(Bootstrap.IN_SYNC_SUCCESS), of(WarmupOutcome.WARMED, null));
  }

  @Test
  public void nothingButWarmedIsInSync() {
    for (WarmupOutcome outcome : WarmupOutcome.values()) {
      for (Reason reason : Reason.values()) {
        boolean success =
            of(outcome, reason).filter(b -> b == Bootstrap.IN_SYNC_SUCCESS).isPresent();
        assertEquals(outcome + " " + reason, outcome == WarmupOutcome.WARMED, success);
      }
    }
  }

  @Test
  public void everyEndThatChangedSomethingHasAStatusThatSaysMoreThanNotStarted() {
    for (WarmupOutcome outcome : WarmupOutcome.values()) {
      for (Reason reason : Reason.values()) {
        Optional<Bootstrap> status = of(outcome, reason);
        boolean nothing =
            outcome == WarmupOutcome.SKIPPED
                && (reason == Reason.NOT_COLD || reason == Reason.NOT_ALLOWED);
        assertEquals(outcome + " " + reason, !nothing, status.isPresent());
        assertTrue(status.filter(b -> b == Bootstrap.NOT_STARTED).equals(Optional.empty()));
      }
    }
  }

  @Test
  public void aBudgetThatIsSpentIsExpired() {
    Optional<Bootstrap> expired = Optional.of(Bootstrap.EXPIRED_BOOTSTRAPTIME_FAIL);
    assertEquals(expired, of(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT));
    assertEquals(expired, of(WarmupOutcome.FAILED, Reason.BUDGET_SPENT));
  }

  @Test
  public void aHandOverThatDidNotHoldRanOutOfRetries() {
    assertEquals(
        Optional.of(Bootstrap.RETRIES_FAIL),
        of(WarmupOutcome.PARTIAL, Reason.DYNOMITE_UNREACHABLE));
  }

  @Test
  public void noSourceIsCannotConnect() {
    Optional<Bootstrap> cannot = Optional.of(Bootstrap.CANNOT_CONNECT_FAIL);
    assertEquals(cannot, of(WarmupOutcome.FAILED, Reason.NO_PEER));
    assertEquals(cannot, of(WarmupOutcome.SKIPPED, Reason.NO_PEER));
    assertEquals(cannot, of(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE));
    assertEquals(cannot, of(WarmupOutcome.FAILED, Reason.NOAUTH));
  }

  @Test
  public void theRestIsAnError() {
    Optional<Bootstrap> error = Optional.of(Bootstrap.WARMUP_ERROR_FAIL);
    assertEquals(error, of(WarmupOutcome.FAILED, Reason.BAD_CONFIG));
    assertEquals(error, of(WarmupOutcome.FAILED, Reason.RESTORE_FAILED));
    assertEquals(error, of(WarmupOutcome.ABORTED, Reason.ABORTED));
    assertEquals(error, of(WarmupOutcome.SKIPPED, Reason.FOREIGN_REPLICA));
    assertEquals(error, BootstrapStatus.of(WarmupStatus.initial()));
  }
}
