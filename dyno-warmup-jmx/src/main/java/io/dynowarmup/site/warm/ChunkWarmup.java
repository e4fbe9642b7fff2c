// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Warms nodes from dumps: lets the most complete replica dump itself, lets the nodes or populators
 * load the chunks, and starts the runs that make the nodes equal to a live source. It removes what
 * it has made. One that is killed is continued by the next with the same nodes.
 */
public final class ChunkWarmup implements AutoCloseable {
  private static final List<String> WARM = Collections.singletonList(RunStep.WARMED);
  private static final List<String> PARTLY = Arrays.asList(RunStep.WARMED, "PARTIAL");

  /** How the nodes ended. */
  public enum Outcome {
    WARMED,
    PARTIAL,
    FAILED
  }

  private final WarmRequest request;
  private final WarmTools tools;
  private final WarmView view;
  private final CancelSignal cancel;
  private final ControllerLock lock;
  private final WarmState state;
  private final Polls polls;
  private final CleanUp cleanUp;
  private boolean runsContinue;

  private ChunkWarmup(
      WarmRequest request,
      WarmTools tools,
      WarmView view,
      CancelSignal cancel,
      ControllerLock lock) {
    this.request = request;
    this.tools = tools;
    this.view = view;
    this.cancel = cancel;
    this.lock = lock;
    this.polls = new Polls(tools, cancel);
    String id =
        "w" + tools.ticker().epochMillis() + "-" + UUID.randomUUID().toString().substring(0, 8);
    this.state = WarmState.of(tools.store(), request, id);
    this.cleanUp = new CleanUp(tools, state, view::line);
  }

  /**
   * Begins a warm-up, or continues that of a controller that was killed. Close it.
   *
   * @param view receives what happens
   * @throws WarmupException NOT_ALLOWED if another controller warms the same nodes
   */
  public static ChunkWarmup begin(
      WarmRequest request, WarmTools tools, WarmView view, CancelSignal cancel)
      throws InterruptedException {
    ControllerLock lock = WarmState.lock(tools, request, cancel);
    lock.acquire(view::line);
    return new ChunkWarmup(request, tools, view, cancel, lock);
  }

  /** Lets other controllers warm the same nodes. */
  @Override
  public void close() {
    lock.close();
  }

  /**
   * Warms the nodes.
   *
   * @param all all nodes of the cluster
   * @throws WarmupException if it cannot be done; ABORTED if the signal was given
   */
  public Outcome run(List<NodeReading> all) throws InterruptedException {
    if (state.isResumed()) {
      view.line("continuing warm-up " + state.id());
    }
    state.requireQueue(request.queue());
    List<NodeReading> to = ReplicaChoice.named("--to", request.to(), all);
    Map<WarmNode, HashRanges> targets = new LinkedHashMap<>();
    List<WarmNode> sources = new ArrayList<>();
    try {
      TargetRanges.of(to, all).forEach((reading, range) -> targets.put(tools.node(reading), range));
      Optional<String> removing = state.removing();
      if (removing.isPresent()) {
        view.line("removing what warm-up " + state.id() + " has made");
        cleanUp.finish(targets.keySet());
        if (!removing.get().isEmpty()) {
          return Outcome.valueOf(removing.get());
        }
      }
      requireDaemons(targets.keySet());
      runsContinue = targets.keySet().stream().anyMatch(this::hasRun);
      List<Manifest> manifests = dumps(sources, targets.values(), to, all);
      boolean populated = request.queue().isPresent();
      if (populated) {
        populate(targets, manifests);
      }
      Outcome outcome = runs(new ArrayList<>(targets.keySet()), populated);
      TargetRanges.counts(manifests, targets).forEach(view::line);
      if (outcome == Outcome.FAILED) {
        view.line("the dumps stay: give the same command again, or remove them with --clean");
      } else {
        cleanUp.remove(targets.keySet(), outcome.name(), request.keep());
      }
      return outcome;
    } catch (WarmupException e) {
      if (cancel.isCancelled()) {
        afterCancel(targets.keySet());
      }
      throw e;
    } finally {
      targets.keySet().forEach(WarmNode::close);
      sources.forEach(WarmNode::close);
    }
  }

  /** Returns whether a run that an earlier controller has started is in progress. */
  private boolean hasRun(WarmNode node) {
    return state.run(node.key()).isPresent() && node.last().flag("Running");
  }

  /** A run that is in progress still reads the dumps. */
  private void afterCancel(Collection<WarmNode> targets) {
    if (lock.isLost()) {
      view.line("nothing is removed, because the other controller uses it");
    } else if (runsContinue) {
      view.line(
          "runs are in progress and continue; what they need stays: give the same command again, or"
              + " remove it with --clean when they have ended");
    } else {
      cleanUp.remove(targets, "", request.keep());
    }
  }

  /**
   * Reads the targets before anything is dumped for them.
   *
   * @throws WarmupException if a daemon does not answer; the message names all of them
   */
  private void requireDaemons(Collection<WarmNode> targets) throws InterruptedException {
    List<String> silent = WarmNode.silent(targets);
    if (!silent.isEmpty() && !state.isResumed()) {
      throw new WarmupException(
          Reason.UNREACHABLE, "nothing was begun: " + String.join("; ", silent));
    }
  }

  /** Returns the manifests to load, after the dumps that are due. */
  private List<Manifest> dumps(
      List<WarmNode> sources,
      Collection<HashRanges> needed,
      List<NodeReading> to,
      List<NodeReading> all)
      throws InterruptedException {
    if (!request.isFromStore()) {
      List<NodeReading> from = ReplicaChoice.named("--from", request.from(), all);
      from.removeAll(to);
      List<NodeReading> replica = ReplicaChoice.mostComplete(TargetRanges.of(from, all), needed);
      view.line("dumping " + ReplicaChoice.text(replica) + ", into " + tools.store());
      replica.forEach(reading -> sources.add(tools.node(reading)));
      cleanUp.forgetRemovedDumps();
      dump(new DumpStep(sources, state, tools.pause()), ReplicaChoice.keys(replica));
    }
    StoredManifests stored = new StoredManifests(tools.store());
    List<Manifest> manifests =
        request.isFromStore()
            ? stored.newestFirst(view::line)
            : stored.ofDumps(state.dumps(), view::line);
    manifests.removeIf(m -> !m.dump().cluster().equals(request.cluster()));
    if (manifests.isEmpty()) {
      throw new WarmupException(
          Reason.NO_STORE, "no dump of cluster '" + request.cluster() + "' is in " + tools.store());
    }
    return manifests;
  }

  private void dump(DumpStep step, long keys) throws InterruptedException {
    polls.begin();
    boolean complete = false;
    try {
      while (!step.poll()) {
        view.live(step.text(polls.elapsedMillis(), keys));
        polls.pause();
      }
      complete = true;
      view.line(step.text(polls.elapsedMillis(), 0));
    } finally {
      if (!complete && !lock.isLost()) {
        step.abort(view::line);
      }
    }
  }

  private void populate(Map<WarmNode, HashRanges> targets, List<Manifest> manifests)
      throws InterruptedException {
    boolean started =
        state.isPopulated()
            || targets.keySet().stream().anyMatch(n -> state.run(n.key()).isPresent());
    try (ChunkQueue queue = tools.queue(request.queue().get())) {
      PopulateStep step = new PopulateStep(request, targets, state, queue, tools);
      if (started) {
        end(queue, targets.keySet());
        return;
      }
      step.plan(manifests, view::line);
      boolean sent = false;
      boolean done = false;
      try {
        long messages = step.send();
        sent = true;
        view.line("queued " + Units.count(messages, "chunk") + " in " + queue);
        new PopulatorWatch(tools, view, polls).follow(queue, messages);
        state.populated();
        done = true;
      } finally {
        if (!sent && !lock.isLost()) {
          cleanUp.unsend(targets.keySet(), queue);
        } else if (done || (cancel.isCancelled() && !lock.isLost())) {
          end(queue, targets.keySet());
        }
      }
    }
  }

  private void end(ChunkQueue queue, Collection<WarmNode> targets) {
    cleanUp.lift(targets);
    cleanUp.remove(queue);
  }

  private Outcome runs(List<WarmNode> targets, boolean populated) throws InterruptedException {
    String strategy = populated ? "delta" : "snapshot";
    RunStep step =
        new RunStep(targets, state, strategy, request.parallel(), tools.ticker(), view::line);
    try {
      while (!step.poll()) {
        view.live(step.text());
        polls.pause();
      }
    } finally {
      runsContinue = step.isInProgress();
    }
    if (step.allAre(WARM)) {
      return Outcome.WARMED;
    }
    return step.allAre(PARTLY) ? Outcome.PARTIAL : Outcome.FAILED;
  }

  /**
   * Removes what an earlier warm-up of the same nodes has made.
   *
   * @param all all nodes of the cluster
   */
  public void clean(List<NodeReading> all) throws InterruptedException {
    List<WarmNode> targets = new ArrayList<>();
    List<WarmNode> others = all.stream().map(tools::node).collect(Collectors.toList());
    try {
      ReplicaChoice.named("--to", request.to(), all).forEach(r -> targets.add(tools.node(r)));
      new DumpStep(others, state, tools.pause()).abort(view::line);
      cleanUp.remove(targets, state.removing().orElse(""), request.keep());
    } finally {
      targets.forEach(WarmNode::close);
      others.forEach(WarmNode::close);
    }
  }
}
