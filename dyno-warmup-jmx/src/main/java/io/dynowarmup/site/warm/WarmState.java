// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.CancelSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a controller has made so far, as an object in the store. A controller that is started again
 * continues with it.
 */
final class WarmState {
  private static final String DIRECTORY = "warmups/";
  private static final String STATES = DIRECTORY + "to_";
  private static final String ID = "id";
  private static final String BEFORE = "before ";
  private static final String DUMP = "dump ";
  private static final String OWN = "own ";
  private static final String RUN = "run ";
  private static final String QUEUE = "queue";
  private static final String SENT = "sent";
  private static final String POPULATED = "populated";
  private static final String REMOVING = "removing";

  private final StoredText text;
  private final Map<String, String> values = new TreeMap<>();

  private final ChunkStore store;
  private final String name;

  private WarmState(ChunkStore store, String name) {
    this.store = store;
    this.name = name;
    this.text = new StoredText(store, name);
  }

  /**
   * Reads the state of an earlier controller for the same nodes, or begins one.
   *
   * @param newId identifies a warm-up that begins
   */
  static WarmState of(ChunkStore store, WarmRequest request, String newId) {
    WarmState state = new WarmState(store, STATES + request.name());
    state.values.putAll(state.text.values());
    state.values.putIfAbsent(ID, newId);
    return state;
  }

  /** Returns the lock of the state; see {@link ControllerLock#acquire}. */
  static ControllerLock lock(WarmTools tools, WarmRequest request, CancelSignal cancel) {
    return new ControllerLock(
        tools.store(),
        DIRECTORY + "lock_" + request.name(),
        "--to " + request.to(),
        tools.ticker(),
        tools.pause(),
        cancel);
  }

  private void write() {
    text.write(values);
  }

  private void put(String key, String value) {
    values.put(key, value);
    write();
  }

  String id() {
    return values.get(ID);
  }

  /** Returns whether an earlier controller has begun. */
  boolean isResumed() {
    return values.size() > 1;
  }

  /** Records that a node is dumped, before anything is asked of it. */
  void dumping(String node, String lastDump) {
    put(BEFORE + node, lastDump);
  }

  /** Returns the last dump of a node before this warm-up; empty if this one is not to dump it. */
  Optional<String> before(String node) {
    return Optional.ofNullable(values.get(BEFORE + node));
  }

  void dumped(String node, String dump) {
    put(DUMP + node, dump);
  }

  Optional<String> dump(String node) {
    return Optional.ofNullable(values.get(DUMP + node));
  }

  /** Forgets dumps that are not in the store any more, so that their nodes are dumped again. */
  void forgetDumps(Collection<String> ids) {
    List<String> nodes = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(DUMP) && ids.contains(value)) {
            nodes.add(key.substring(DUMP.length()));
          }
        });
    for (String node : nodes) {
      Arrays.asList(DUMP, BEFORE, OWN).forEach(kind -> values.remove(kind + node));
    }
    if (!nodes.isEmpty()) {
      write();
    }
  }

  /** Records whether the dump of a node is one that this warm-up has started. */
  void own(String node, boolean own) {
    if (own) {
      put(OWN + node, "");
    } else if (values.remove(OWN + node) != null) {
      write();
    }
  }

  boolean isOwn(String node) {
    return values.containsKey(OWN + node);
  }

  /** Returns the ids of the dumps that are used. */
  List<String> dumps() {
    return dumps(node -> true);
  }

  /** Returns the ids of the dumps that this warm-up has started. Others are not removed. */
  List<String> ownDumps() {
    return dumps(this::isOwn);
  }

  /** Returns the ids of those own dumps that a warm-up of other nodes uses or waits for. */
  List<String> sharedDumps() {
    List<WarmState> others = new ArrayList<>();
    for (StoredObject object : store.list(STATES)) {
      if (!object.name().equals(name)) {
        WarmState other = new WarmState(store, object.name());
        other.values.putAll(other.text.values());
        others.add(other);
      }
    }
    return dumps(
        node ->
            isOwn(node) && others.stream().anyMatch(o -> o.needs(node, values.get(DUMP + node))));
  }

  private boolean needs(String node, String dump) {
    boolean waits = before(node).isPresent() && !dump(node).isPresent();
    return waits || dumps().contains(dump);
  }

  private List<String> dumps(Predicate<String> ofNode) {
    List<String> all = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(DUMP) && ofNode.test(key.substring(DUMP.length()))) {
            all.add(value);
          }
        });
    return all;
  }

  /** Records the queue, before a node admits its populators and before it is created. */
  void queue(String uri) {
    put(QUEUE, uri);
  }

  /**
   * Refuses another queue than that of an earlier controller, which nothing would remove.
   *
   * @param uri empty if there are to be no populators
   */
  void requireQueue(Optional<String> uri) {
    Optional<String> before = queue();
    if (before.isPresent() && uri.isPresent() && !uri.equals(before)) {
      throw new WarmupException(
          Reason.NOT_ALLOWED,
          "nothing was begun: warm-up "
              + id()
              + " uses the queue "
              + before.get()
              + ", not "
              + uri.get()
              + "; name that one, or remove what is left of the warm-up with --clean");
    }
  }

  /** Forgets a queue that is removed, and whose populators no node admits any more. */
  void forgetQueue() {
    values.remove(QUEUE);
    values.remove(SENT);
    if (isResumed()) {
      write();
    } else {
      text.delete();
    }
  }

  Optional<String> queue() {
    return Optional.ofNullable(values.get(QUEUE));
  }

  void sent() {
    put(SENT, "all");
  }

  boolean isSent() {
    return values.containsKey(SENT);
  }

  /** Records that the populators have ended, before they are shut out. */
  void populated() {
    put(POPULATED, "all");
  }

  boolean isPopulated() {
    return values.containsKey(POPULATED);
  }

  /**
   * Records the run of a node.
   *
   * @param run empty if its run was lost and has to be started again
   */
  void started(String node, String run) {
    put(RUN + node, run);
  }

  Optional<String> run(String node) {
    return Optional.ofNullable(values.get(RUN + node));
  }

  /**
   * Records that everything is removed from now on, so that the next controller finishes it.
   *
   * @param outcome of the warm-up; empty if it was ended
   * @param keep whether the dumps stay
   */
  void removing(String outcome, boolean keep) {
    if (keep) {
      values.keySet().removeIf(key -> key.startsWith(OWN));
    }
    put(REMOVING, outcome);
  }

  /** Returns the outcome of a warm-up whose dumps are being removed; empty if it goes on. */
  Optional<String> removing() {
    return Optional.ofNullable(values.get(REMOVING));
  }

  /** Removes the state; what follows is a new warm-up. */
  void remove() {
    text.delete();
    values.keySet().retainAll(Collections.singleton(ID));
  }
}
