// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.storage.Bootstrap;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.joda.time.DateTime;

/**
 * Keeps the host's flags in line with the runs; the host's REST, monitor and health use them.
 * During a run the host's process monitor is suspended, because it would start Dynomite with half
 * of the data. Everything else that it maintains is therefore maintained here.
 */
@Singleton
public final class StateMirror implements WarmupObserver {
  private final InstanceState state;
  private final Ticker ticker;
  private boolean pending;
  private boolean stopped;
  private boolean closed;
  private boolean firstBefore;
  private Bootstrap before;
  private WarmupStatus last = WarmupStatus.initial();

  @Inject
  public StateMirror(InstanceState state) {
    this(state, Ticker.system());
  }

  public StateMirror(InstanceState state, Ticker ticker) {
    this.state = state;
    this.ticker = ticker;
  }

  /**
   * Records that a run is about to begin. The order matters: the monitor must not see an
   * intermediate state.
   */
  public synchronized void begin() {
    if (pending) {
      return;
    }
    pending = true;
    last = WarmupStatus.initial();
    firstBefore = state.firstBootstrap();
    before = state.isBootstrapStatus();
    state.setIsProcessMonitoringSuspended(true);
    state.setBootstrapTime(new DateTime(ticker.epochMillis()));
    state.setBootstrapping(true);
    state.setFirstBootstrap(false);
  }

  /** Returns whether a run is in progress or about to begin. */
  public synchronized boolean isPending() {
    return pending;
  }

  /** Returns whether only this plugin may start and stop Dynomite: during a run, or if closed. */
  synchronized boolean ownsDynomite() {
    return pending || closed;
  }

  /**
   * Records whether the node is closed until it is bootstrapped. The host's monitor is then
   * suspended between runs too.
   */
  public synchronized void closed(boolean now) {
    if (closed == now) {
      return;
    }
    closed = now;
    if (closed) {
      state.setIsProcessMonitoringSuspended(true);
      state.setStorageProxyAlive(false);
    } else if (!pending && !stopped) {
      state.setIsProcessMonitoringSuspended(false);
    }
  }

  /**
   * Returns whether an operator has stopped Dynomite through the host and has not started it since.
   */
  synchronized boolean isStopped() {
    return stopped;
  }

  /**
   * Records whether an operator has stopped Dynomite. While it is stopped, the host's flag is left
   * to the operator.
   */
  synchronized void stopped(boolean now) {
    stopped = now;
  }

  /** Records that no run was started. */
  public synchronized void giveUp() {
    if (pending) {
      end(Optional.of(Bootstrap.WARMUP_ERROR_FAIL));
    }
  }

  @Override
  public synchronized void changed(WarmupStatus status) {
    if (status.running()) {
      begin();
      last = status;
      if (!state.getIsProcessMonitoringSuspended()) {
        // An operator started Dynomite during the run; the monitor would start it with half of the
        // data.
        state.setIsProcessMonitoringSuspended(true);
      }
      alive();
    } else if (pending) {
      last = status;
      try {
        alive();
      } finally {
        end(BootstrapStatus.of(status));
      }
    }
  }

  /** Corrects flags that the host has set without checking them. */
  synchronized void again() {
    if (pending && !last.dynomiteState().isPresent()) {
      state.setStorageProxyAlive(false);
    }
    alive();
  }

  private void end(Optional<Bootstrap> outcome) {
    try {
      state.setBootstrapStatus(outcome.orElse(before == null ? Bootstrap.NOT_STARTED : before));
      if (!outcome.isPresent() && firstBefore) {
        state.setFirstBootstrap(true);
      }
    } finally {
      try {
        state.setBootstrapping(false);
      } finally {
        pending = false;
        if (!stopped && !closed) {
          state.setIsProcessMonitoringSuspended(false);
        }
      }
    }
  }

  /** Sets the flags. What the run has not probed yet stays unchanged. */
  private void alive() {
    last.redisRole()
        .ifPresent(role -> state.setStorageAlive(role.equals("master") || role.equals("slave")));
    last.dynomiteState()
        .ifPresent(
            dynomite -> {
              state.setStorageProxyProcessAlive(!dynomite.equals(DynomiteState.UNREACHABLE.name()));
              state.setStorageProxyAlive(dynomite.equals(DynomiteState.NORMAL.name()));
            });
  }
}
