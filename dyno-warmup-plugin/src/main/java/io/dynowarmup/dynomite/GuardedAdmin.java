// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An admin port that receives no requests while Dynomite starts.
 *
 * <p>Dynomite (dyn_core.c, core_start) opens its admin port and starts its stats thread before that
 * thread has its context. It opens the client port afterwards. A request in between ends the
 * process with SIGSEGV. A request is therefore sent only if the last one was answered a moment ago,
 * or the client port listens: Dynomite may have been restarted since an older answer.
 */
public final class GuardedAdmin implements DynomiteAdmin {
  /** A supervisor may need no longer than this to start Dynomite again. */
  private static final long TRUSTED_MILLIS = 200;

  private final DynomiteAdmin admin;
  private final BooleanSupplier clientPortListens;
  private final Ticker ticker;
  private volatile Deadline trusted;

  /**
   * Guards an admin port.
   *
   * @param clientPortListens probes the client port; waits at most a few ms
   * @param ticker gives the age of the last answer
   */
  public GuardedAdmin(DynomiteAdmin admin, BooleanSupplier clientPortListens, Ticker ticker) {
    this.admin = admin;
    this.clientPortListens = clientPortListens;
    this.ticker = ticker;
    trusted = Deadline.after(ticker, 0);
  }

  @Override
  public DynomiteState state() {
    if (isStarting()) {
      return DynomiteState.UNREACHABLE;
    }
    DynomiteState state = admin.state();
    answered(state != DynomiteState.UNREACHABLE);
    return state;
  }

  @Override
  public void request(DynomiteState state) {
    guarded(
        () -> {
          admin.request(state);
          return state;
        });
  }

  @Override
  public DynomiteInfo info() {
    return guarded(admin::info);
  }

  @Override
  public ClusterDescription clusterDescribe() {
    return guarded(admin::clusterDescribe);
  }

  private <T> T guarded(Supplier<T> request) {
    if (isStarting()) {
      throw new WarmupException(
          Reason.REFUSED, "Dynomite's client port does not listen: it is down or starting");
    }
    try {
      T answer = request.get();
      answered(true);
      return answer;
    } catch (WarmupException e) {
      answered(false);
      throw e;
    }
  }

  private void answered(boolean answered) {
    trusted = Deadline.after(ticker, answered ? TRUSTED_MILLIS : 0);
  }

  private boolean isStarting() {
    return trusted.passed() && !clientPortListens.getAsBoolean();
  }
}
