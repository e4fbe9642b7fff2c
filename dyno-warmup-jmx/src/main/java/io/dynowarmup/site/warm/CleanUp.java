// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.chunk.keep.DumpExpiry;
import io.dynowarmup.chunk.store.ChunkQueue;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes what a warm-up has made. A node or a queue that does not answer is named and does not
 * stop the rest.
 */
final class CleanUp {
  private final WarmTools tools;
  private final WarmState state;
  private final Consumer<String> lines;

  CleanUp(WarmTools tools, WarmState state, Consumer<String> lines) {
    this.tools = tools;
    this.state = state;
    this.lines = lines;
  }

  /**
   * @param keep whether the dumps stay
   */
  void remove(Collection<WarmNode> targets, boolean keep) {
    if (state.queue().isPresent()) {
      lift(targets);
      attempt("queue " + state.queue().get() + " was not removed", this::removeQueue);
    }
    if (!keep) {
      DumpExpiry expiry = new DumpExpiry(tools.store(), tools.ticker());
      List<String> shared = state.sharedDumps();
      for (String id : state.ownDumps()) {
        if (shared.contains(id)) {
          lines.accept("dump " + id + " stays: a warm-up of other nodes uses it (chunks expire)");
        } else {
          expiry.remove(id);
          lines.accept("removed dump " + id);
        }
      }
    }
    state.remove();
  }

  /** Shuts the populators out of nodes. */
  void lift(Collection<WarmNode> targets) {
    for (WarmNode node : targets) {
      attempt(
          "the populators of " + state.id() + " were not shut out of node " + node.name(),
          () -> PopulateStep.lift(tools, node, state.id()));
    }
  }

  private void attempt(String failure, Runnable step) {
    try {
      step.run();
    } catch (WarmupException e) {
      lines.accept(failure + ": " + e.getMessage());
    }
  }

  private void removeQueue() {
    try (ChunkQueue queue = tools.queue(state.queue().get())) {
      remove(queue);
    }
  }

  /** Removes the queue, if this warm-up has created it. */
  void remove(ChunkQueue queue) {
    if (PopulateStep.isOwn(queue, state.id())) {
      queue.destroy();
    } else if (queue.exists()) {
      lines.accept("queue " + queue + " stays: this warm-up has not created it");
    }
  }
}
