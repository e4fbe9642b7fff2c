// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.supervisor.ServingLook;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a run has left Dynomite NORMAL and Redis a master, and whether both have stayed so; where
 * it could not, whether the host has put them there since.
 */
@Singleton
final class HealthWatch {
  private static final String NORMAL = DynomiteState.NORMAL.name();

  /** One look may meet a state that somebody holds for a moment. */
  private static final int OUT_OF_SERVICE_LOOKS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  private final EngineHost host;
  private final Warmup warmup;
  private volatile String normalSince = "";
  private volatile String notServingSince = "";
  private volatile NodeView view = NodeView.UNKNOWN;
  private int outOfServiceLooks;

  @Inject
  HealthWatch(EngineHost host, Warmup warmup) {
    this.host = host;
    this.warmup = warmup;
  }

  /** Never waits. Without any run of ours it is the host's own checks that count. */
  boolean mayServe() {
    WarmupStatus status = warmup.status();
    return !status.running() && (!status.outcome().isPresent() || isNormal(status));
  }

  private boolean isNormal(WarmupStatus ended) {
    boolean master = !ended.redisRole().equals("slave");
    boolean left = master && ended.dynomiteState().equals(NORMAL);
    return (left && !ended.runId().equals(notServingSince)) || ended.runId().equals(normalSince);
  }

  /** Asks Dynomite and Redis, also after a run that ended well: either may be changed by hand. */
  void look() {
    WarmupStatus status = warmup.status();
    if (status.running() || !status.outcome().isPresent()) {
      outOfServiceLooks = 0;
      return;
    }
    try {
      view = ServingLook.at(host).after(view);
      outOfServiceLooks = outOfService(view) ? outOfServiceLooks + 1 : 0;
      if (view.serves() && !mayServe()) {
        notServingSince = "";
        normalSince = status.runId();
        LOG.info("Redis is a master and Dynomite NORMAL again");
      } else if (outOfServiceLooks >= OUT_OF_SERVICE_LOOKS && mayServe()) {
        notServingSince = status.runId();
        normalSince = "";
        LOG.warn("The node does not serve any more: {}", view);
      }
    } catch (WarmupException e) {
      if (!mayServe()) {
        // a wrong setting of ours must not keep a node that serves out of discovery
        normalSince = status.runId();
        LOG.warn("whether the node serves is left to the host's checks: {}", e.getMessage());
      }
    }
  }

  /** A process that does not answer is for the host to find. */
  private static boolean outOfService(NodeView view) {
    return !view.serves() && !view.dynomiteState().equals(DynomiteState.UNREACHABLE.name());
  }

  /** As it was last seen after a run; {@link NodeView#UNKNOWN} before. */
  NodeView view() {
    return view;
  }

  WarmupStatus status() {
    return warmup.status();
  }
}
