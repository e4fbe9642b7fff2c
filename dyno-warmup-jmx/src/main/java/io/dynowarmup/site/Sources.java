// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Peer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the source of each node. The long way is crossed once: the first node of a token pulls
 * from the other data centre, and the nodes of the other racks then pull from it. No source is
 * chosen for two nodes at the same time, unless the rings differ: then the nodes find their sources
 * themselves. A node takes another source if the chosen one is no authority.
 */
final class Sources {
  private final Set<Long> ring;
  private final String datacenter;
  private final List<NodeTask> tasks;
  private Serving serving = Serving.NONE;

  /**
   * @param datacenter the data centre that has the data
   * @param ring the tokens of its racks
   * @param tasks all nodes of the site
   */
  Sources(String datacenter, Set<Long> ring, List<NodeTask> tasks) {
    this.datacenter = datacenter;
    this.ring = ring;
    this.tasks = tasks;
  }

  /** Sets which nodes of the data centre that has the data serve now. */
  void serving(Serving now) {
    serving = now;
  }

  /** Returns which of its nodes have lost their data since the bootstrap began; empty if none. */
  String emptied() {
    return serving.emptied();
  }

  /** With other tokens, a node finds the owners of its range itself. */
  private boolean ringsDiffer() {
    Set<Long> own = new HashSet<>();
    tasks.forEach(t -> own.addAll(t.peer().tokens()));
    return !own.equals(ring);
  }

  private List<Peer> owners(NodeTask task) {
    Set<Long> tokens = new HashSet<>(task.peer().tokens());
    return serving.peers().stream()
        .filter(p -> new HashSet<>(p.tokens()).equals(tokens))
        .collect(Collectors.toList());
  }

  /** Returns a source that no run has tried for the node yet, wherever it is. */
  Optional<SourceChoice> from(NodeTask task) {
    Optional<SourceChoice> near =
        sameToken(task).stream()
            .filter(NodeTask::mayBeSource)
            .map(t -> SourceChoice.of(t.peer().dynomite().toString(), false))
            .filter(c -> !task.hasTried(c.address()))
            .findFirst();
    if (near.isPresent()) {
      return near;
    }
    if (ringsDiffer()) {
      boolean none = serving.peers().isEmpty() || serving.lacksRange() || task.hasTried(datacenter);
      return none ? Optional.empty() : Optional.of(SourceChoice.of(datacenter, true));
    }
    return owners(task).stream()
        .map(p -> SourceChoice.of(p.dynomite().toString(), true))
        .filter(c -> !task.hasTried(c.address()))
        .findFirst();
  }

  /**
   * Returns the source to begin with now; empty if the node has to wait for its turn.
   *
   * @param task a node with a source {@link #from}
   */
  Optional<SourceChoice> now(NodeTask task) {
    boolean leads =
        sameToken(task).stream().noneMatch(t -> t.is(NodeResult.State.RUNNING) && t.isFromAfar());
    return from(task).filter(c -> (ringsDiffer() || !isBusy(c)) && (leads || !c.afar()));
  }

  private boolean isBusy(SourceChoice choice) {
    return tasks.stream()
        .anyMatch(t -> t.is(NodeResult.State.RUNNING) && t.isFrom(choice.address()));
  }

  private List<NodeTask> sameToken(NodeTask task) {
    Set<Long> tokens = new HashSet<>(task.peer().tokens());
    return tasks.stream()
        .filter(t -> t != task && new HashSet<>(t.peer().tokens()).equals(tokens))
        .collect(Collectors.toList());
  }
}
