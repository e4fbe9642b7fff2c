// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.traffic.ParallelCalls;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Markers (a SET that expires in 10 s) that are written through other nodes' Dynomites and read in
 * the local replica. They show when all earlier writes of a node have arrived.
 *
 * <p>Dynomite delivers a write to each rack independently, but in order. When the marker of a node
 * has passed through the source into the replica, all earlier writes of that node have too. A round
 * trip from this node does not measure the distance between two other nodes; a marker takes exactly
 * that path. Used by one thread.
 */
public final class PeerMarkers implements AutoCloseable {
  /** Most nodes that are used as witnesses. */
  public static final int MOST = MarkerKeys.MOST;

  private static final Logger LOG = LoggerFactory.getLogger(PeerMarkers.class);

  private final RedisConnector connector;
  private final RedisAccess clientAccess;
  private final RedisNode local;
  private final MarkerKeys names;
  private final Ticker ticker;
  private final Pause pause;
  private final ExecutorService threads = ParallelCalls.threads();
  private final List<Witness> witnesses = new ArrayList<>();

  /** Nodes that accept no writes in their state, such as one that is being warmed too. */
  private final List<Witness> closed = new ArrayList<>();

  private final Set<Endpoint> asked = new HashSet<>();

  /** Nodes that gave no answer when they were asked. Each is asked once more. */
  private final Set<Endpoint> silent = new HashSet<>();

  private Witness ownWitness;

  /**
   * Creates the markers.
   *
   * @param clientAccess access to the Dynomites' client ports
   * @param local the replica
   * @param ownedKeys returns the given number of keys with the given prefix in this node's own
   *     token range
   */
  public PeerMarkers(
      RedisConnector connector,
      RedisAccess clientAccess,
      RedisNode local,
      BiFunction<String, Integer, List<String>> ownedKeys,
      Ticker ticker,
      Pause pause) {
    this.connector = connector;
    this.clientAccess = clientAccess;
    this.local = local;
    this.names = MarkerKeys.ofBarrier(ownedKeys);
    this.ticker = ticker;
    this.pause = pause;
  }

  /**
   * Sends a marker through each of the ports. The nodes that accept it are the witnesses from now
   * on, even if it has not arrived within the limit: their writes are slow too. So is a node that
   * refuses it in its state if it arrives. The others accept no writes from this node.
   *
   * @param clientPorts client ports of other nodes' Dynomites
   * @param limitMillis limit for all markers in ms
   * @return the longest time of a marker in ns; a marker that has not arrived counts as the limit;
   *     empty if no node accepted one
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalLong measureNanos(List<Endpoint> clientPorts, int limitMillis)
      throws InterruptedException {
    witnesses.addAll(closed);
    closed.clear();
    ask(clientPorts, limitMillis);
    Deadline deadline = Deadline.after(ticker, limitMillis);
    send(limitMillis);
    while (!arrived() && !deadline.passed()) {
      pause.millis(1, CancelSignal.never());
    }
    witnesses.stream().filter(Witness::closed).forEach(closed::add);
    witnesses.removeAll(closed);
    witnesses.stream()
        .filter(w -> !w.accepted() && !w.gone())
        .map(Witness::endpoint)
        .filter(silent::add)
        .forEach(asked::remove);
    drop(w -> !w.accepted(), "did not accept a marker within " + limitMillis + " ms");
    long limit = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    return witnesses.stream().mapToLong(w -> w.tookNanos().orElse(limit)).max();
  }

  /**
   * Returns whether a node has not answered within the limit, so that the next measurement asks it
   * once more. Under load an answer may take several seconds, and the node writes all the same.
   */
  public boolean hasToAskAgain() {
    return !asked.containsAll(silent);
  }

  /** Adds the ports that were not asked before; all of them if there is no witness. */
  private void ask(List<Endpoint> clientPorts, int limitMillis) {
    if (witnesses.isEmpty()) {
      asked.clear();
    }
    List<Endpoint> others = new ArrayList<>(clientPorts);
    others.removeAll(asked);
    if (!others.isEmpty() && names.known()) {
      others.forEach(port -> witnesses.add(witness(port, limitMillis)));
      asked.addAll(others);
    }
  }

  private Witness witness(Endpoint port, int limitMillis) {
    RedisNode node = connector.connect(port, clientAccess.withTimeoutMillis(limitMillis));
    return new Witness(node, local, ticker);
  }

  /** Drops the witnesses whose markers have never arrived. */
  public void dropMissing() {
    drop(w -> !w.hasArrived(), "accepts markers that do not arrive");
  }

  private void drop(Predicate<Witness> which, String why) {
    for (Iterator<Witness> i = witnesses.iterator(); i.hasNext(); ) {
      Witness w = i.next();
      if (which.test(w)) {
        LOG.warn(
            "The hand-over does not wait for writes through {}: it {}{}",
            w.endpoint(),
            why,
            w.refusal().isEmpty() ? "" : " (" + w.refusal() + ")");
        w.close();
        i.remove();
      }
    }
  }

  /** Sends a new marker through each witness. A node that refuses it is no longer a witness. */
  public void send(long limitMillis) {
    if (witnesses.isEmpty()) {
      return;
    }
    List<Marker> next = names.next(witnesses.size());
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < witnesses.size(); i++) {
      witnesses.get(i).next(next.get(i));
      tasks.add(witnesses.get(i)::send);
    }
    ParallelCalls.run(threads, tasks, limitMillis, "the markers");
    drop(Witness::gone, "refused a marker");
  }

  /**
   * Returns whether the last marker of each witness has arrived in the local replica; true without
   * witnesses.
   */
  public boolean arrived() {
    boolean all = true;
    for (Witness w : witnesses) {
      all &= w.poll();
    }
    return all;
  }

  /**
   * Writes a marker through each witness and through this node's own Dynomite, all at once, and
   * waits for their answers. Does not wait until they arrive. A node whose state allowed no writes,
   * and which passed none on, becomes a witness if it accepts its marker.
   *
   * @param own client port of this node's Dynomite
   * @param value value of the markers, which no other markers have
   * @param limitMillis limit for all answers in ms
   * @return the keys of the markers, all different; empty if a Dynomite did not accept its marker,
   *     or if there are more Dynomites than keys
   */
  public List<String> cut(Endpoint own, String value, int limitMillis) {
    boolean first = ownWitness == null;
    if (first) {
      ownWitness = witness(own, limitMillis);
    }
    List<Witness> all = new ArrayList<>(witnesses);
    all.addAll(closed);
    all.add(ownWitness);
    if (all.size() > MOST) {
      return Collections.emptyList();
    }
    if (first || keysOf(all).size() < all.size()) {
      List<Marker> next = names.next(all.size());
      for (int i = 0; i < all.size(); i++) {
        all.get(i).next(next.get(i));
      }
    }
    List<Callable<Boolean>> tasks = new ArrayList<>();
    all.forEach(w -> tasks.add(() -> w.write(value)));
    List<Optional<Boolean>> written =
        ParallelCalls.run(threads, tasks, limitMillis, "the markers of a cut");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (written.get(i).orElse(false)) {
        keys.add(all.get(i).key());
        open(all.get(i));
      }
    }
    return written.stream().allMatch(Optional::isPresent) ? keys : Collections.emptyList();
  }

  private void open(Witness w) {
    if (closed.remove(w)) {
      witnesses.add(w);
    }
  }

  /** Returns the keys of the last markers. */
  private static Set<String> keysOf(List<Witness> witnesses) {
    return witnesses.stream().map(Witness::key).collect(Collectors.toSet());
  }

  /** Returns the number of witnesses. */
  public int size() {
    return witnesses.size();
  }

  /** Returns the number of other nodes that a cut covers: witnesses, and nodes without writes. */
  public int covered() {
    return witnesses.size() + closed.size();
  }

  /** Deletes the markers on all sides and closes the connections. Never throws. */
  @Override
  public void close() {
    List<Witness> all = new ArrayList<>(witnesses);
    // What they have refused may have arrived all the same.
    all.addAll(closed);
    if (ownWitness != null) {
      // Dynomite has passed its markers on to the other racks.
      all.add(ownWitness);
    }
    List<Callable<Boolean>> tasks = new ArrayList<>();
    all.forEach(w -> tasks.add(w::cleanUp));
    try {
      if (!tasks.isEmpty()) {
        ParallelCalls.run(threads, tasks, clientAccess.timeoutMillis(), "the markers' removal");
      }
      all.forEach(Witness::cleanUpHere);
    } catch (WarmupException e) {
      // the markers expire
    }
    all.forEach(Witness::close);
    witnesses.clear();
    closed.clear();
    ownWitness = null;
    threads.shutdownNow();
  }
}
