// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.netflix.dynomitemanager.storage.Bootstrap;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the outcome of a run to the host's status. The host's REST shows one sentence for each.
 *
 * <table>
 * <caption>Outcomes</caption>
 * <tr><td>WARMED</td><td>IN_SYNC_SUCCESS</td></tr>
 * <tr><td>PARTIAL or FAILED, time budget spent</td><td>EXPIRED_BOOTSTRAPTIME_FAIL</td></tr>
 * <tr><td>PARTIAL otherwise: the hand-over failed</td><td>RETRIES_FAIL</td></tr>
 * <tr><td>FAILED or SKIPPED, no reachable source</td><td>CANNOT_CONNECT_FAIL</td></tr>
 * <tr><td>FAILED otherwise, ABORTED, SKIPPED: not allowed</td><td>WARMUP_ERROR_FAIL</td></tr>
 * <tr><td>SKIPPED: not needed</td><td>the status before the run</td></tr>
 * </table>
 */
final class BootstrapStatus {
  private static final Set<Reason> NO_SOURCE =
      EnumSet.of(
          Reason.NO_PEER,
          Reason.NO_HEALTHY_SOURCE,
          Reason.REFUSED,
          Reason.TIME_OUT,
          Reason.UNREACHABLE,
          Reason.DENIED,
          Reason.NOAUTH,
          Reason.NOPERM);

  private BootstrapStatus() {}

  /**
   * Returns the host's status for a run that is over.
   *
   * @return empty if the run changed nothing because nothing had to be changed
   */
  static Optional<Bootstrap> of(WarmupStatus ended) {
    WarmupOutcome outcome = ended.outcome().orElse(WarmupOutcome.FAILED);
    Reason reason = ended.reasonCode().orElse(Reason.INTERNAL);
    switch (outcome) {
      case WARMED:
        return Optional.of(Bootstrap.IN_SYNC_SUCCESS);
      case PARTIAL:
        return Optional.of(
            reason == Reason.BUDGET_SPENT
                ? Bootstrap.EXPIRED_BOOTSTRAPTIME_FAIL
                : Bootstrap.RETRIES_FAIL);
      case FAILED:
        return Optional.of(failed(reason));
      case SKIPPED:
        return reason == Reason.NOT_COLD || reason == Reason.NOT_ALLOWED
            ? Optional.empty()
            : Optional.of(failed(reason));
      default:
        return Optional.of(Bootstrap.WARMUP_ERROR_FAIL);
    }
  }

  private static Bootstrap failed(Reason reason) {
    if (reason == Reason.BUDGET_SPENT) {
      return Bootstrap.EXPIRED_BOOTSTRAPTIME_FAIL;
    }
    return NO_SOURCE.contains(reason) ? Bootstrap.CANNOT_CONNECT_FAIL : Bootstrap.WARMUP_ERROR_FAIL;
  }
}
