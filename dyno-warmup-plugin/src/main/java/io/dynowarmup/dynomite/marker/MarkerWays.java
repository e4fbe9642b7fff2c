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
final class MarkerWays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MarkerWays.class);

  private final List<MarkerWay> all;
  private final Optional<MarkerWay> own;
  private final int limitMillis;
  private final ExecutorService threads = ParallelCalls.threads();
  private boolean alsoHere;

  /**
   * @param others the paths through other nodes' Dynomites
   * @param own the path through this node's Dynomite, if clients may write through it
   * @param limitMillis limit in ms for all markers that are sent at once
   */
  MarkerWays(List<MarkerWay> others, Optional<MarkerWay> own, int limitMillis) {
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
    all.forEach(MarkerWay::forget);
  }

  /** Returns whether markers have to reach this node, too. */
  boolean alsoHere() {
    return alsoHere;
  }

  /** Returns the paths that are not known yet to reach the source. */
  List<MarkerWay> open() {
    return all.stream()
        .filter(way -> way.isOpen() && (alsoHere || !isOwn(way)))
        .collect(Collectors.toList());
  }

  /** Returns the paths on which a marker has not reached each side that it has to reach. */
  List<MarkerWay> unfinished() {
    return all.stream()
        .filter(way -> way.isOpen() && (alsoHere || !isOwn(way)) || isOnItsWayHere(way))
        .collect(Collectors.toList());
  }

  private boolean isOwn(MarkerWay way) {
    return own.isPresent() && way == own.get();
  }

  private boolean isOnItsWayHere(MarkerWay way) {
    return alsoHere && way.isOnItsWayHere();
  }

  /**
   * Sends markers, all at once.
   *
   * @param ways the paths
   * @param markers one for each path
   */
  void send(List<MarkerWay> ways, List<Marker> markers) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      MarkerWay way = ways.get(i);
      Marker marker = markers.get(i);
      tasks.add(() -> way.send(marker));
    }
    List<Optional<Boolean>> accepted =
        ParallelCalls.run(threads, tasks, limitMillis, "the markers");
    for (int i = 0; i < ways.size(); i++) {
      ways.get(i).sent(markers.get(i), accepted.get(i).isPresent());
    }
  }

  /** Looks for markers in this node, and ends the check of its own Dynomite if that is cut. */
  void findIn(RedisNode here) {
    all.stream().filter(this::isOnItsWayHere).forEach(way -> way.findIn(here));
    own.filter(MarkerWay::isCut).ifPresent(MarkerWay::giveUp);
  }

  /** Returns an open path through another node's Dynomite; empty if there is none. */
  Optional<Endpoint> first(Predicate<MarkerWay> wanted) {
    return open().stream().filter(wanted.and(way -> !isOwn(way))).map(MarkerWay::port).findFirst();
  }

  /**
   * Returns what is known to be wrong with a path; empty if nothing is.
   *
   * @param alsoOwn whether the path through this node's own Dynomite counts
   */
  Optional<String> doubt(boolean alsoOwn) {
    return all.stream()
        .filter(way -> alsoOwn || !isOwn(way))
        .map(MarkerWay::doubt)
        .filter(Optional::isPresent)
        .findFirst()
        .orElse(Optional.empty());
  }

  /** Returns whether a Dynomite has accepted a marker since {@link #forget}. */
  boolean hasAccepted() {
    return all.stream().anyMatch(MarkerWay::hasAccepted);
  }

  /** Deletes the markers and closes the connections. A marker that cannot be deleted expires. */
  @Override
  public void close() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    all.stream().filter(MarkerWay::mayBeCleaned).forEach(way -> tasks.add(way::cleanUp));
    try {
      if (!tasks.isEmpty()) {
        ParallelCalls.run(threads, tasks, limitMillis, "the markers' removal");
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot delete markers", e);
    }
    all.forEach(MarkerWay::close);
    all.clear();
    threads.shutdownNow();
  }
}
