// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.supervisor.ServingProbe;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks whether a run left Dynomite NORMAL and Redis a master, and whether both have stayed so. If
 * the run could not do that, it tracks whether the host has done it since.
 */
@Singleton
final class HealthWatch {
  private static final String NORMAL = DynomiteState.NORMAL.name();

  /** A single probe may meet a state that is only held for a moment. */
  private static final int OUT_OF_SERVICE_PROBES = 2;

  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  private final ServingProbe probe;
  private final Warmup warmup;
  private volatile Optional<String> normalSince = Optional.empty();
  private volatile Optional<String> notServingSince = Optional.empty();
  private volatile NodeView view = NodeView.unknown();
  private int outOfServiceProbes;

  @Inject
  HealthWatch(EngineHost host, Warmup warmup) {
    this.probe = new ServingProbe(host);
    this.warmup = warmup;
  }

  /** Lets the engine report what this object sees. */
  @Inject
  void reportTo(WarmupEngine engine) {
    engine.watchedBy(this::view);
  }

  /**
   * Returns whether the node may serve. Does not block. If there was no run, only the host's own
   * checks count.
   */
  boolean mayServe() {
    WarmupStatus status = warmup.status();
    return !warmup.bootstrap().isClosed()
        && !status.running()
        && (!status.outcome().isPresent() || isNormal(status));
  }

  private boolean isNormal(WarmupStatus ended) {
    boolean replica = ended.redisRole().filter("slave"::equals).isPresent();
    boolean left = !replica && ended.dynomiteState().filter(NORMAL::equals).isPresent();
    return (left && !ended.runId().equals(notServingSince)) || ended.runId().equals(normalSince);
  }

  /**
   * Probes Dynomite and Redis, even after a run that ended well, because an operator may change
   * either.
   */
  void check() {
    WarmupStatus status = warmup.status();
    if (status.running()) {
      view = NodeView.unknown();
      outOfServiceProbes = 0;
      return;
    }
    try {
      view = probe.probe(status).after(view);
      if (!status.outcome().isPresent()) {
        return;
      }
      outOfServiceProbes = outOfService(view) ? outOfServiceProbes + 1 : 0;
      if (view.serves() && !mayServe()) {
        notServingSince = Optional.empty();
        normalSince = status.runId();
        LOG.info("Redis is a master and Dynomite NORMAL again");
      } else if (outOfServiceProbes >= OUT_OF_SERVICE_PROBES && mayServe()) {
        notServingSince = status.runId();
        normalSince = Optional.empty();
        LOG.warn("The node no longer serves: {}", view);
      }
    } catch (WarmupException e) {
      view = view.unprobed("The node cannot be probed: " + e.getMessage());
      if (!mayServe()) {
        // A wrong setting of this plugin must not keep a serving node out of discovery.
        normalSince = status.runId();
        LOG.warn(
            "Cannot tell whether the node serves, so the host's own checks decide: {}",
            e.getMessage());
      }
    }
  }

  /** The host detects a process that does not answer. */
  private static boolean outOfService(NodeView view) {
    return !view.serves() && !view.dynomiteState().equals(DynomiteState.UNREACHABLE.name());
  }

  /** Returns the view of the last probe; {@link NodeView#unknown()} before it and during a run. */
  NodeView view() {
    return view;
  }

  WarmupStatus status() {
    return warmup.status();
  }
}
