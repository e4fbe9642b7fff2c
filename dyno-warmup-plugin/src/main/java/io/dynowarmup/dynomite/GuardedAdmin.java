// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An admin port that receives no requests while Dynomite starts.
 *
 * <p>Dynomite (dyn_core.c, core_start) opens its admin port and starts its stats thread before that
 * thread has its context. It opens the client port afterwards. A request in between ends the
 * process with SIGSEGV. After a request without an answer, the next request is therefore not sent
 * until the client port listens.
 */
public final class GuardedAdmin implements DynomiteAdmin {
  private final DynomiteAdmin admin;
  private final BooleanSupplier clientPortListens;
  private volatile boolean answered;

  /**
   * Guards an admin port.
   *
   * @param clientPortListens probes the client port; waits at most a few ms
   */
  public GuardedAdmin(DynomiteAdmin admin, BooleanSupplier clientPortListens) {
    this.admin = admin;
    this.clientPortListens = clientPortListens;
  }

  @Override
  public DynomiteState state() {
    if (isStarting()) {
      return DynomiteState.UNREACHABLE;
    }
    DynomiteState state = admin.state();
    answered = state != DynomiteState.UNREACHABLE;
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
      answered = true;
      return answer;
    } catch (WarmupException e) {
      answered = false;
      throw e;
    }
  }

  private boolean isStarting() {
    return !answered && !clientPortListens.getAsBoolean();
  }
}
