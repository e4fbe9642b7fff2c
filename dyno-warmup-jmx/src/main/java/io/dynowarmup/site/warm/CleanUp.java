// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.keep.DumpExpiry;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkQueue;
import java.util.ArrayList;
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
   * @param outcome of the warm-up; empty if it was ended
   * @param keep whether the dumps stay
   */
  void remove(Collection<WarmNode> targets, String outcome, boolean keep) {
    state.removing(outcome, keep);
    finish(targets);
  }

  /** Removes what is left after the removal has begun. */
  void finish(Collection<WarmNode> targets) {
    if (state.queue().isPresent()) {
      lift(targets);
      attempt("queue " + state.queue().get() + " was not removed", this::removeQueue);
    }
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
    state.remove();
  }

  /** Forgets the dumps that others have removed, with dump.keep or chunks expire. */
  void forgetRemovedDumps() {
    StoredManifests manifests = new StoredManifests(tools.store());
    List<String> gone = new ArrayList<>();
    for (String id : state.dumps()) {
      if (!exists(manifests, id)) {
        lines.accept("dump " + id + " was removed meanwhile; its node is dumped again");
        gone.add(id);
        if (state.ownDumps().contains(id)) {
          new DumpExpiry(tools.store(), tools.ticker()).remove(id); // its last chunks
        }
      }
    }
    state.forgetDumps(gone);
  }

  private static boolean exists(StoredManifests manifests, String id) {
    try {
      return manifests.read(Layout.manifest(id)).isPresent();
    } catch (WarmupException e) {
      if (e.reason() == Reason.NO_STORE) {
        return false; // the store was removed with all dumps; a dump creates it
      }
      throw e;
    }
  }

  /** Undoes what was sent to populators before it failed. */
  void unsend(Collection<WarmNode> targets, ChunkQueue queue) {
    boolean lifted = lift(targets);
    boolean removed = attempt("queue " + queue + " was not removed", () -> remove(queue));
    if (lifted && removed) {
      state.forgetQueue();
    }
  }

  /** Shuts the populators out of nodes. Returns whether no node failed. */
  boolean lift(Collection<WarmNode> targets) {
    boolean all = true;
    for (WarmNode node : targets) {
      all &=
          attempt(
              "the populators of " + state.id() + " were not shut out of node " + node.name(),
              () -> PopulateStep.lift(tools, node, state.id()));
    }
    return all;
  }

  private boolean attempt(String failure, Runnable step) {
    try {
      step.run();
      return true;
    } catch (WarmupException e) {
      lines.accept(failure + ": " + e.getMessage());
      return false;
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
