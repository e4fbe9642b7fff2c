// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.traffic.ParallelCalls;
import io.dynowarmup.redis.RedisNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of markers through all Dynomites. Used by one thread. */
final class MarkerPaths implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MarkerPaths.class);

  private final List<MarkerPath> all;
  private final Optional<MarkerPath> own;
  private final int limitMillis;
  private final ExecutorService threads = ParallelCalls.threads();
  private boolean alsoHere;

  /**
   * @param others the paths through other nodes' Dynomites
   * @param own the path through this node's Dynomite, if clients may write through it
   * @param limitMillis limit in ms for all markers that are sent at once
   */
  MarkerPaths(List<MarkerPath> others, Optional<MarkerPath> own, int limitMillis) {
    this.all = new ArrayList<>(others);
    this.own = own;
    this.limitMillis = limitMillis;
    own.ifPresent(all::add);
  }

  /**
   * Forgets earlier markers.
   *
   * @param here whether later ones have to reach this node, too
   */
  void forget(boolean here) {
    alsoHere = here;
    all.forEach(MarkerPath::forget);
  }

  /** Returns whether markers have to reach this node, too. */
  boolean alsoHere() {
    return alsoHere;
  }

  /** Returns the paths that are not known yet to reach the source. */
  List<MarkerPath> open() {
    return all.stream()
        .filter(path -> path.isOpen() && (alsoHere || !isOwn(path)))
        .collect(Collectors.toList());
  }

  /** Returns the paths on which a marker has not reached each side that it has to reach. */
  List<MarkerPath> unfinished() {
    return all.stream()
        .filter(path -> path.isOpen() && (alsoHere || !isOwn(path)) || isOnItsWayHere(path))
        .collect(Collectors.toList());
  }

  private boolean isOwn(MarkerPath path) {
    return own.isPresent() && path == own.get();
  }

  private boolean isOnItsWayHere(MarkerPath path) {
    return alsoHere && path.isOnItsWayHere();
  }

  /**
   * Sends markers, all at once.
   *
   * @param paths the paths
   * @param markers one for each path
   */
  void send(List<MarkerPath> paths, List<Marker> markers) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      MarkerPath path = paths.get(i);
      Marker marker = markers.get(i);
      tasks.add(() -> path.send(marker));
    }
    List<Optional<Boolean>> accepted =
        ParallelCalls.run(threads, tasks, limitMillis, "the markers");
    for (int i = 0; i < paths.size(); i++) {
      paths.get(i).sent(markers.get(i), accepted.get(i).isPresent());
    }
  }

  /** Looks for markers in this node, and ends the check of its own Dynomite if that is cut. */
  void findIn(RedisNode here) {
    all.stream().filter(this::isOnItsWayHere).forEach(path -> path.findIn(here));
    own.filter(MarkerPath::isCut).ifPresent(MarkerPath::giveUp);
  }

  /** Returns an open path through another node's Dynomite; empty if there is none. */
  Optional<Endpoint> first(Predicate<MarkerPath> wanted) {
    return open().stream()
        .filter(wanted.and(path -> !isOwn(path)))
        .map(MarkerPath::port)
        .findFirst();
  }

  /**
   * Returns what is known to be wrong with a path; empty if nothing is.
   *
   * @param alsoOwn whether the path through this node's own Dynomite counts
   */
  Optional<String> doubt(boolean alsoOwn) {
    return all.stream()
        .filter(path -> alsoOwn || !isOwn(path))
        .map(MarkerPath::doubt)
        .filter(Optional::isPresent)
        .findFirst()
        .orElse(Optional.empty());
  }

  /** Returns whether a Dynomite has accepted a marker since {@link #forget}. */
  boolean hasAccepted() {
    return all.stream().anyMatch(MarkerPath::hasAccepted);
  }

  /** Deletes the markers and closes the connections. A marker that cannot be deleted expires. */
  @Override
  public void close() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    all.stream().filter(MarkerPath::mayBeCleaned).forEach(path -> tasks.add(path::cleanUp));
    try {
      if (!tasks.isEmpty()) {
        ParallelCalls.run(threads, tasks, limitMillis, "the markers' removal");
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot delete markers", e);
    }
    all.forEach(MarkerPath::close);
    all.clear();
    threads.shutdownNow();
  }
}
