package io.dynowarmup.manager;

import io.dynowarmup.Warmup;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.EngineHost;
import io.dynowarmup.engine.ServingLook;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a run has left Dynomite NORMAL or, where it could not, whether the host has put it there
 * since.
 */
@Singleton
final class NodeWatch {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  private final EngineHost host;
  private final Warmup warmup;
  private volatile String normalSince = "";

  @Inject
  NodeWatch(EngineHost host, Warmup warmup) {
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
    return (master && ended.dynomiteState().equals(DynomiteState.NORMAL.name()))
        || ended.runId().equals(normalSince);
  }

  /** Asks Dynomite and Redis, where nobody knows. */
  void look() {
    WarmupStatus status = warmup.status();
    if (status.running() || mayServe()) {
      return;
    }
    try {
      if (ServingLook.serves(host)) {
        normalSince = status.runId();
        LOG.info("Redis is a master and Dynomite NORMAL again");
      }
    } catch (WarmupException e) {
      // a wrong setting of ours must not keep a node that serves out of discovery
      normalSince = status.runId();
      LOG.warn("whether the node serves is left to the host's checks: {}", e.getMessage());
    }
  }

  WarmupStatus status() {
    return warmup.status();
  }
}
