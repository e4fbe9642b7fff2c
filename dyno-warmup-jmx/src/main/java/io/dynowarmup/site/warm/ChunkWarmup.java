// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.keep.DumpExpiry;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.TokenRange;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Warms nodes from dumps: lets the most complete replica dump itself, lets the nodes or populators
 * load the chunks, and starts the runs that make the nodes equal to a live source. It removes what
 * it has made. One that is killed is continued by the next with the same nodes.
 */
public final class ChunkWarmup {
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
  private final WarmState state;
  private final Polls polls;

  /**
   * Creates a warm-up.
   *
   * @param view receives what happens
   */
  public ChunkWarmup(WarmRequest request, WarmTools tools, WarmView view, CancelSignal cancel) {
    this.request = request;
    this.tools = tools;
    this.view = view;
    this.cancel = cancel;
    this.polls = new Polls(tools, cancel);
    String id = "w" + tools.ticker().epochMillis();
    this.state = WarmState.of(tools.store(), request, id);
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
    List<NodeReading> to = ReplicaChoice.named("--to", request.to(), all);
    Map<WarmNode, HashRanges> targets = new LinkedHashMap<>();
    List<WarmNode> sources = new ArrayList<>();
    try {
      ranges(to, all).forEach((reading, range) -> targets.put(tools.node(reading), range));
      List<Manifest> manifests = dumps(sources, to, all);
      boolean populated = request.queue().isPresent();
      if (populated) {
        populate(targets, manifests);
      }
      Outcome outcome = runs(new ArrayList<>(targets.keySet()), populated);
      counts(manifests, targets.keySet());
      if (outcome == Outcome.FAILED) {
        view.line("the dumps stay: give the same command again, or remove them with --clean");
      } else {
        clean(targets.keySet());
      }
      return outcome;
    } catch (WarmupException e) {
      if (cancel.isCancelled()) {
        clean(targets.keySet());
      }
      throw e;
    } finally {
      targets.keySet().forEach(WarmNode::close);
      sources.forEach(WarmNode::close);
    }
  }

  private static Map<NodeReading, HashRanges> ranges(List<NodeReading> to, List<NodeReading> all) {
    List<Peer> peers = all.stream().map(r -> r.member().peer()).collect(Collectors.toList());
    Map<NodeReading, HashRanges> ranges = new LinkedHashMap<>();
    for (RackRing ring : RackRing.of(peers, Collections.emptyList())) {
      for (NodeReading reading : to) {
        Peer peer = reading.member().peer();
        if (ring.isRack(peer.rack(), peer.datacenter())) {
          HashRanges own = HashRanges.NONE;
          for (TokenRange range : ring.ring().ranges(peer.tokens())) {
            own = own.plus(range.after(), range.upTo());
          }
          ranges.put(reading, own);
        }
      }
    }
    return ranges;
  }

  /** Returns the manifests to load, after the dumps that are due. */
  private List<Manifest> dumps(List<WarmNode> sources, List<NodeReading> to, List<NodeReading> all)
      throws InterruptedException {
    if (!request.isFromStore()) {
      List<NodeReading> from = ReplicaChoice.named("--from", request.from(), all);
      from.removeAll(to);
      List<NodeReading> replica = ReplicaChoice.mostComplete(from);
      view.line("dumping " + ReplicaChoice.text(replica) + ", into " + tools.store());
      replica.forEach(reading -> sources.add(tools.node(reading)));
      dump(new DumpStep(sources, state), ReplicaChoice.keys(replica));
    }
    List<Manifest> manifests =
        new StoredManifests(tools.store())
            .newestFirst(view::line).stream()
                .filter(m -> request.isFromStore() || state.dumps().contains(m.dump().id()))
                .filter(m -> m.dump().cluster().equals(request.cluster()))
                .collect(Collectors.toList());
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
      if (!complete) {
        step.abort();
      }
    }
  }

  private void populate(Map<WarmNode, HashRanges> targets, List<Manifest> manifests)
      throws InterruptedException {
    boolean started = targets.keySet().stream().anyMatch(n -> state.run(n.key()).isPresent());
    try (ChunkQueue queue = tools.queue(request.queue().get())) {
      PopulateStep step = new PopulateStep(request, targets, state, queue, tools);
      if (started) {
        step.end();
        return;
      }
      boolean done = false;
      try {
        long messages = step.send(manifests, view::line);
        view.line("queued " + Units.count(messages, "chunk") + " in " + queue);
        new PopulatorWatch(tools, view, polls).follow(queue, messages);
        done = true;
      } finally {
        if (done || cancel.isCancelled()) {
          step.end();
        }
      }
    }
  }

  private Outcome runs(List<WarmNode> targets, boolean populated) throws InterruptedException {
    String strategy = populated ? "delta" : "snapshot";
    RunStep step =
        new RunStep(targets, state, strategy, request.parallel(), tools.ticker(), view::line);
    while (!step.poll()) {
      view.live(step.text());
      polls.pause();
    }
    if (step.allAre(WARM)) {
      return Outcome.WARMED;
    }
    return step.allAre(PARTLY) ? Outcome.PARTIAL : Outcome.FAILED;
  }

  /** Shows how many keys the dumps and the nodes have; each run has compared its node itself. */
  private void counts(List<Manifest> manifests, Iterable<WarmNode> targets)
      throws InterruptedException {
    long dumped = manifests.stream().mapToLong(Manifest::keys).sum();
    List<String> held = new ArrayList<>();
    for (WarmNode node : targets) {
      held.add(node.name() + " holds " + Units.keys(Math.max(0, node.read().number("Keys"))));
    }
    view.line(
        Units.count(manifests.size(), "dump")
            + " with "
            + Units.keys(dumped)
            + "; "
            + String.join(", ", held));
  }

  /**
   * Removes what an earlier warm-up of the same nodes has made.
   *
   * @param all all nodes of the cluster
   */
  public void clean(List<NodeReading> all) {
    List<WarmNode> targets = new ArrayList<>();
    try {
      ReplicaChoice.named("--to", request.to(), all).forEach(r -> targets.add(tools.node(r)));
      clean(targets);
    } finally {
      targets.forEach(WarmNode::close);
    }
  }

  private void clean(Collection<WarmNode> targets) {
    if (state.queue().isPresent()) {
      targets.forEach(node -> PopulateStep.lift(tools, node, state.id()));
    }
    state.queue().ifPresent(this::removeQueue);
    if (!request.keep()) {
      DumpExpiry expiry = new DumpExpiry(tools.store(), tools.ticker());
      state
          .dumps()
          .forEach(
              id -> {
                expiry.remove(id);
                view.line("removed dump " + id);
              });
    }
    state.remove();
  }

  private void removeQueue(String uri) {
    try (ChunkQueue queue = tools.queue(uri)) {
      queue.destroy();
    }
  }
}
