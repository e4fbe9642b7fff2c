// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.chunk.load.LoadPlan;
import io.dynowarmup.chunk.load.TrialRestore;
import io.dynowarmup.chunk.populate.PopulateMessage;
import io.dynowarmup.chunk.populate.TargetFence;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.cluster.AdminPorts;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sends a message for each chunk that a closed node needs, and admits the populators. */
final class PopulateStep {
  private static final long VISIBILITY_MILLIS = 120_000;
  private static final int MOST_RECEIVES = 5;

  private final WarmRequest request;
  private final Map<WarmNode, HashRanges> targets;
  private final WarmState state;
  private final ChunkQueue queue;
  private final WarmTools tools;
  private final Map<WarmNode, String> admins = new HashMap<>();
  private final Map<WarmNode, LoadPlan> plans = new LinkedHashMap<>();
  private final List<String> messages = new ArrayList<>();

  /**
   * @param targets the hashes of each node
   */
  PopulateStep(
      WarmRequest request,
      Map<WarmNode, HashRanges> targets,
      WarmState state,
      ChunkQueue queue,
      WarmTools tools) {
    this.request = request;
    this.targets = targets;
    this.state = state;
    this.queue = queue;
    this.tools = tools;
  }

  /**
   * Checks the nodes and the queue, and plans the messages. Changes nothing.
   *
   * @param manifests the dumps to load, the newest first
   * @param notes receives a sentence for each dump that is not used
   */
  void plan(List<Manifest> manifests, Consumer<String> notes) throws InterruptedException {
    // A queue of other people, or of a warm-up of other nodes, keeps its messages.
    queue.requireNoOther(state.id(), notes);
    for (Map.Entry<WarmNode, HashRanges> target : targets.entrySet()) {
      requireClosed(target.getKey());
      LoadPlan plan = plan(target.getValue(), manifests, notes);
      plans.put(target.getKey(), plan);
      messages.addAll(messages(target.getKey(), plan));
    }
  }

  /**
   * Admits the populators, creates the queue and sends all messages. A controller that was killed
   * meanwhile sends all of them again; messages that arrive twice are harmless.
   *
   * @return the number of messages
   */
  long send() {
    // before the first node; with the options of the URI, which the name of the queue leaves out
    state.queue(request.queue().get());
    plans.forEach(this::admit);
    if (!state.isSent() || !queue.exists()) {
      queue.create(QueueLimits.of(VISIBILITY_MILLIS, MOST_RECEIVES), state.id());
      messages.forEach(queue::send);
      state.sent();
    }
    return messages.size();
  }

  /** Returns whether this warm-up has created a queue. */
  static boolean isOwn(ChunkQueue queue, String warmUp) {
    return queue.owner().filter(warmUp::equals).isPresent();
  }

  private static void requireClosed(WarmNode node) throws InterruptedException {
    String bootstrap = node.read().text("BootstrapState");
    if (!bootstrap.equals(BootstrapState.REQUIRES_BOOTSTRAP.name())) {
      throw new WarmupException(
          Reason.NOT_ALLOWED,
          "populators load only nodes that are closed (requires.bootstrap=true), and node "
              + node.name()
              + " is "
              + bootstrap
              + "; without --queue each node loads its own chunks");
    }
  }

  private String admin(WarmNode node) {
    return admins.computeIfAbsent(node, this::found);
  }

  /** Returns the URL of the admin port that answers for the node: its host may have several. */
  private String found(WarmNode node) {
    return AdminPorts.of(
            node.peer(),
            request.adminPorts(),
            at -> new HttpDynomiteAdmin("http://" + at, tools.ticker()))
        .map(at -> "http://" + at)
        .orElseThrow(
            () ->
                new WarmupException(
                    Reason.NOT_ALLOWED,
                    "populators load only nodes that are closed, and no admin port of "
                        + node.peer().dynomite().host()
                        + " answers for node "
                        + node.name()
                        + "; tried: "
                        + request.adminPorts()
                        + " (peer.dynomite.admin.ports)"));
  }

  private LoadPlan plan(HashRanges ranges, List<Manifest> manifests, Consumer<String> notes) {
    KeyHash hash = manifests.get(0).dump().keyHash();
    return LoadPlan.of(manifests, ChunkScope.of(request.cluster(), hash, ranges), notes);
  }

  private List<String> messages(WarmNode node, LoadPlan plan) {
    List<String> messages = new ArrayList<>();
    for (LoadPlan.Part part : plan.parts()) {
      for (ManifestChunk chunk : part.chunks()) {
        messages.add(
            new PopulateMessage.Builder()
                .warmUp(state.id())
                .store(request.store())
                .manifest(Layout.manifest(part.manifest().dump().id()))
                .chunk(chunk.name())
                .redis(node.peer().redis())
                .admin(admin(node))
                .ranges(part.hashes())
                .build()
                .text());
      }
    }
    return messages;
  }

  private void admit(WarmNode node, LoadPlan plan) {
    DynomiteState found = new HttpDynomiteAdmin(admin(node), tools.ticker()).state();
    if (found != DynomiteState.STANDBY) {
      throw new WarmupException(
          Reason.NOT_ALLOWED,
          "populators load only nodes that are closed, and Dynomite of node "
              + node.name()
              + " is "
              + found
              + " by its admin port "
              + admin(node)
              + " (peer.dynomite.admin.ports)");
    }
    try (RedisNode redis = tools.connector().connect(node.peer().redis(), tools.access());
        RedisData data = tools.connector().data(node.peer().redis(), tools.access())) {
      TrialRestore.check(data, plan);
      String name = NodeRecord.nodeName(node.peer().datacenter(), node.peer().rack());
      TargetFence.admit(redis, name, state.id(), tools.ticker().epochMillis());
    }
  }

  /** Shuts the populators of a warm-up out of a node. */
  static void lift(WarmTools tools, WarmNode node, String warmUp) {
    try (RedisNode redis = tools.connector().connect(node.peer().redis(), tools.access())) {
      TargetFence.lift(redis, warmUp);
    }
  }
}
