// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

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
 * The host's flags, which its REST, its monitor and its health go by, as the runs have them. While
 * a run is going on the host's process monitor is suspended (it would start Dynomite on half the
 * data), so what it looks at otherwise is kept here.
 */
@Singleton
final class StateMirror implements WarmupObserver {
  private final InstanceState state;
  private final Ticker ticker;
  private boolean pending;
  private boolean stopped;
  private boolean firstBefore;
  private Bootstrap before;
  private WarmupStatus last = WarmupStatus.initial();

  @Inject
  StateMirror(InstanceState state) {
    this(state, Ticker.system());
  }

  StateMirror(InstanceState state, Ticker ticker) {
    this.state = state;
    this.ticker = ticker;
  }

  /** A run is about to begin. The order matters: the monitor must not see half of it. */
  synchronized void begin() {
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

  /** Whether a run is going on, or is about to begin. */
  synchronized boolean isPending() {
    return pending;
  }

  /** Whether an operator has stopped Dynomite through the host, and not started it since. */
  synchronized boolean isStopped() {
    return stopped;
  }

  /** The host's flag is the operator's from now on, or the runs' again. */
  synchronized void stopped(boolean now) {
    stopped = now;
  }

  /** No run has come of it. */
  synchronized void giveUp() {
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
        // an operator's start during the run: the monitor would start Dynomite on half of the data
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

  /** The host has set flags that it does not know to be true. */
  synchronized void again() {
    if (pending && last.dynomiteState().isEmpty()) {
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
        if (!stopped) {
          state.setIsProcessMonitoringSuspended(false);
        }
      }
    }
  }

  /** What the run has not looked at yet stays as it is. */
  private void alive() {
    String role = last.redisRole();
    if (!role.isEmpty()) {
      state.setStorageAlive(role.equals("master") || role.equals("slave"));
    }
    String dynomite = last.dynomiteState();
    if (!dynomite.isEmpty()) {
      state.setStorageProxyProcessAlive(!dynomite.equals(DynomiteState.UNREACHABLE.name()));
      state.setStorageProxyAlive(dynomite.equals(DynomiteState.NORMAL.name()));
    }
  }
}
