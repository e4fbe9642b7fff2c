// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.log.LogContext;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.sync.verify.Repair;
import io.dynowarmup.sync.verify.Verifier;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares this node with its peers on a thread of its own, one verification at a time. */
final class Verification {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  private static final String REPAIR = "repair";
  private static final List<String> MODES =
      Collections.unmodifiableList(Arrays.asList("sample", "full", REPAIR));

  private static final long LONGEST_END_MILLIS = 2_000;

  private final EngineHost host;
  private VerifyReport report = VerifyReport.none();
  private CancelSignal cancel = CancelSignal.never();
  private Thread thread;
  private long startNanos;

  Verification(EngineHost host) {
    this.host = host;
  }

  static void check(String mode) {
    if (!MODES.contains(mode)) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "there is no verification '" + mode + "'; allowed: " + String.join(", ", MODES));
    }
  }

  /**
   * Returns what a verification cannot do, before it compares anything. Looks up the peers if it is
   * a repair.
   *
   * @return a sentence; empty if it can do all that its mode says
   */
  Optional<String> limitation(String mode, boolean afterOwnWarmup) {
    if (!REPAIR.equals(mode)) {
      return Optional.empty();
    }
    try {
      Topology topology = host.readTopology(host.readConfig());
      return Repair.whyInVain(topology.sameTokenPeers(false), afterOwnWarmup);
    } catch (WarmupException e) {
      // The verification fails for the same reason and reports it.
      return Optional.empty();
    }
  }

  /**
   * @param afterOwnWarmup whether this node's copy is the doubtful one because it was just made
   * @param limitation the answer of {@link #limitation}; the reason in the report unless the
   *     verification fails or is ended
   * @throws WarmupException BAD_ARGUMENT if the mode does not exist, ALREADY_RUNNING
   */
  synchronized void start(String mode, boolean afterOwnWarmup, Optional<String> limitation) {
    check(mode);
    if (thread != null) {
      throw new WarmupException(
          Reason.ALREADY_RUNNING, "a verification is in progress: abort it first");
    }
    CancelSignal signal = new CancelSignal();
    cancel = signal;
    startNanos = host.ticker().nanos();
    report =
        new VerifyReport.Builder()
            .state(State.RUNNING)
            .mode(mode)
            .reason(limitation.orElse(""))
            .startedEpochMillis(host.ticker().epochMillis())
            .build();
    limitation.ifPresent(but -> LOG.warn("Verification ({}) begins, but {}", mode, but));
    thread = new Thread(() -> perform(mode, afterOwnWarmup, signal), "dyno-warmup-verify");
    thread.setDaemon(true);
    thread.setContextClassLoader(Verification.class.getClassLoader());
    thread.start();
  }

  synchronized VerifyReport report() {
    return report.state() == State.RUNNING
        ? now(State.RUNNING, report.reason(), report.peers())
        : report;
  }

  /**
   * @return whether a verification was running
   */
  synchronized boolean abort(String why) {
    return thread != null && cancel.cancel(why);
  }

  /** Waits at most two seconds for the end. An aborted repair may be in the middle of a key. */
  void awaitEnd() {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    try {
      if (running != null) {
        running.join(LONGEST_END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the verification and waits until it has ended. */
  void close() {
    Thread running;
    synchronized (this) {
      cancel.cancel("shutting down");
      running = thread;
    }
    try {
      if (running != null) {
        running.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void perform(String mode, boolean afterOwnWarmup, CancelSignal signal) {
    try (LogContext mark = LogContext.ofVerification()) {
      WarmupConfig config = host.readConfig();
      compare(mode, afterOwnWarmup, signal, config);
      boolean aborted = signal.isCancelled();
      end(aborted ? State.ABORTED : State.DONE, aborted ? signal.reason() : report().reason());
    } catch (WarmupException e) {
      end(State.FAILED, e.getMessage());
    } catch (InterruptedException e) {
      end(State.ABORTED, "the thread was interrupted");
    } catch (RuntimeException | Error e) {
      LOG.error("The verification failed", e);
      end(State.FAILED, e.toString());
    }
  }

  private void compare(
      String mode, boolean afterOwnWarmup, CancelSignal signal, WarmupConfig config)
      throws InterruptedException {
    Topology topology = new NodeFinder(host, config).topology();
    List<Peer> peers = topology.sameTokenPeers(false);
    if (peers.isEmpty()) {
      throw new WarmupException(Reason.NO_PEER, topology.whyNoPeer(false));
    }
    willCompare(peers.size());
    VerifyNodes nodes = new VerifyNodes(host, config, topology);
    if (REPAIR.equals(mode)) {
      boolean deletes = config.verify().deletes();
      new Repair(nodes, afterOwnWarmup, deletes, nodes::unfit).run(peers, signal, this::found);
    } else {
      long keys = "full".equals(mode) ? 0 : config.verify().sampleKeys();
      new Verifier(nodes).compare(peers, keys, signal, this::found);
    }
  }

  private synchronized void willCompare(int peers) {
    report = new VerifyReport.Builder().from(report).peersToCompare(peers).build();
  }

  private synchronized void found(List<PeerComparison> peers) {
    report = now(State.RUNNING, report.reason(), new ArrayList<>(peers));
  }

  private synchronized void end(State state, String why) {
    String problems =
        report.peers().stream()
            .filter(p -> p.problem().isPresent())
            .map(p -> p.peer() + ": " + p.problem().get())
            .collect(Collectors.joining("; "));
    report =
        state == State.DONE && !problems.isEmpty()
            ? now(State.FAILED, problems, report.peers())
            : now(state, why, report.peers());
    thread = null;
    for (String line : report.text().split("\\R")) {
      LOG.info("Verification {}", line.trim());
    }
  }

  private VerifyReport now(State state, String why, List<PeerComparison> peers) {
    return new VerifyReport.Builder()
        .from(report)
        .state(state)
        .reason(why)
        .elapsedMillis(TimeUnit.NANOSECONDS.toMillis(host.ticker().nanos() - startNanos))
        .peers(peers)
        .build();
  }
}
