// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.topology.Topology;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a verification of a process without runs apart from the runs of other processes. A
 * verification that only reads gives way to a run. A repair locks the node, so no run with the same
 * state file begins meanwhile.
 */
public final class OtherRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtherRuns.class);

  /** A daemon locks the node for each of its probes. */
  private static final long PROBE_MILLIS = 5_000;

  private static final long BETWEEN_MILLIS = 50;

  private final NodeFinder finder;
  private final Topology topology;
  private final Optional<RunLock> lock;

  private OtherRuns(NodeFinder finder, Topology topology, Optional<RunLock> lock) {
    this.finder = finder;
    this.topology = topology;
    this.lock = lock;
  }

  /**
   * Checks that no run works on the node.
   *
   * @param writes whether keys of the node will be changed; then the node is locked until {@link
   *     #close}
   * @throws WarmupException ALREADY_RUNNING if one does; another reason if the settings, the
   *     topology or the local Redis cannot be read
   */
  public static OtherRuns refuse(EngineHost host, boolean writes) throws InterruptedException {
    NodeFinder finder = new NodeFinder(host, host.readConfig());
    Topology topology = finder.topology();
    OtherRuns others =
        new OtherRuns(
            finder,
            topology,
            writes ? Optional.of(lock(host, finder, topology)) : Optional.empty());
    try {
      Optional<String> run = finder.run(topology);
      if (run.isPresent()) {
        throw new WarmupException(Reason.ALREADY_RUNNING, run.get());
      }
      return others;
    } catch (RuntimeException | Error e) {
      others.close();
      throw e;
    }
  }

  private static RunLock lock(EngineHost host, NodeFinder finder, Topology topology)
      throws InterruptedException {
    Deadline limit = Deadline.after(host.ticker(), PROBE_MILLIS);
    while (true) {
      try {
        RunLock lock = finder.lock(topology);
        lock.problem().ifPresent(problem -> LOG.warn("Node is not locked: {}", problem));
        return lock;
      } catch (WarmupException e) {
        if (e.reason() != Reason.ALREADY_RUNNING || limit.passed()) {
          throw e;
        }
      }
      host.pause().millis(BETWEEN_MILLIS, CancelSignal.never());
    }
  }

  /** Returns why a run works on the node now; empty if none is found or Redis does not answer. */
  public Optional<String> begun() {
    try {
      return finder.run(topology);
    } catch (WarmupException e) {
      // The verification has the same trouble and reports it.
      return Optional.empty();
    }
  }

  /** Releases the node. */
  @Override
  public void close() {
    lock.ifPresent(RunLock::close);
  }
}
