// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.Peer;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.marker.PeerMarkers;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Gives a strategy everything that it needs during one transfer. */
public interface TransferContext {
  /** Returns the settings of the run. */
  WarmupConfig config();

  /** Returns the local Redis; the engine closes it. */
  RedisNode local();

  /** Returns the source's Redis; the engine closes it. */
  RedisNode source();

  /**
   * Sends INFO to the source. The values of its reserved keys are read by the first call only. See
   * {@link RedisNode#info()}.
   */
  default RedisInfo sourceInfo() {
    return source().info();
  }

  /** Returns the keys of the local Redis; the engine closes it. */
  RedisData localData();

  /** Returns the keys of the source; the engine closes it. */
  RedisData sourceData();

  /** Returns the keys of the source, within its limit of commands per second. */
  default RedisData limitedSourceData() {
    return sourceData();
  }

  /**
   * Returns the keys that this source is asked for; empty for all of them. Other keys are left
   * alone on this node, and the source may hold others.
   */
  default Optional<KeyPart> part() {
    return Optional.empty();
  }

  /**
   * Returns which keys this transfer needs from a store of chunks.
   *
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY if the hash of the cluster is not
   *     supported
   */
  default ChunkScope chunks() {
    throw new UnsupportedOperationException("no chunks");
  }

  /** Returns whether the run chose the strategy itself, and so may use another one. */
  default boolean choosesStrategy() {
    return false;
  }

  /**
   * Begins to collect the names of the keys that change at the source; the caller closes the feed.
   *
   * @throws io.dynowarmup.api.WarmupException if the source has no tracking or does not allow it
   */
  default ChangeFeed sourceChanges() {
    return ChangeFeed.none();
  }

  /**
   * Begins to collect the names of the keys that change at the local Redis; the caller closes the
   * feed.
   *
   * @throws io.dynowarmup.api.WarmupException as {@link #sourceChanges} does
   */
  default ChangeFeed localChanges() {
    return ChangeFeed.none();
  }

  /**
   * Returns the number of the current connection to Dynomite's peers. It is empty until they are
   * connected or the wait for them has timed out. It changes when this node may have missed writes.
   */
  OptionalInt connection();

  /** Like {@link #connection()}, but looks at the connections now. */
  default OptionalInt connectionNow() {
    return connection();
  }

  /**
   * Records that this node may have missed writes, because Dynomite may have dropped its queue.
   * {@link #connection()} changes.
   */
  default void missedWrites() {}

  /** Returns the source as the topology lists it. */
  Peer sourcePeer();

  /**
   * Returns the source as it was when it was chosen; each probe of the source is compared with it.
   */
  SourcePin pin();

  /** Returns the credentials and limits for connecting to the source's Redis. */
  RedisAccess sourceAccess();

  /** Returns the gate that controls Dynomite's state. */
  TrafficGate gate();

  /** Returns the flush of Dynomite's queue. */
  QueueFlush queue();

  /** Returns the markers of the peers whose writes were seen to arrive through the source. */
  PeerMarkers markers();

  /**
   * Returns the means to find what the hand-over has applied twice; empty if the settings do not
   * ask for it.
   */
  default Optional<Journals> journals() {
    return Optional.empty();
  }

  /**
   * Returns where a planned stop left this node; empty if it was not stopped so, or if what it
   * holds is not what the stop noted.
   */
  default Optional<Resumption> resumption() {
    return Optional.empty();
  }

  /** Returns whether the transfer only adds missing keys from the source and changes no others. */
  default boolean onlyAdds() {
    return false;
  }

  /**
   * Returns whether keys that this node held before the transfer stay even if the source lacks
   * them. The source decides about all other keys.
   */
  default boolean keepsOwnKeys() {
    return false;
  }

  /**
   * Returns whether the cluster has other copies of this data and no operator has chosen among
   * them.
   */
  default boolean otherCopies() {
    return false;
  }

  /**
   * Returns whether the source is the only other copy of data that must not be lost, and no
   * operator has chosen it.
   */
  default boolean onlyCopy() {
    return false;
  }

  /**
   * Returns whether the keys that are here come from dumps. One that the source lacks was deleted
   * since.
   */
  default boolean holdsDump() {
    return false;
  }

  /**
   * Returns whether the source lacks many keys of this node and nothing explains it. It then
   * removes none of them.
   */
  default boolean lacksKeys() {
    return false;
  }

  /**
   * Returns the keys of the other healthy peers, which are asked before a key is removed; the
   * engine closes them. Empty if there are none or if an operator named the source.
   */
  default List<RedisData> witnesses() {
    return Collections.emptyList();
  }

  /**
   * Checks whether the source still gets the cluster's writes and was not flushed. Call it before a
   * key of this node is removed or overwritten.
   *
   * @throws io.dynowarmup.api.WarmupException SOURCE_FAILED if its Dynomite does not serve any
   *     more; SOURCE_EMPTIED if its Redis was flushed since it was chosen
   */
  default void checkSourceServes() {}

  /**
   * Returns whether every write that other nodes' Dynomites had accepted before this moment has run
   * at the source and at this node. Markers through each of these Dynomites show it. Only for a
   * node whose Dynomite passes writes on.
   *
   * @param nanos as {@link Ticker#nanos}
   * @return also true if it cannot be checked
   * @throws io.dynowarmup.api.WarmupException SOURCE_FAILED if writes do not reach the source
   */
  default boolean writesArrivedSince(long nanos) {
    return true;
  }

  /** Returns whether {@link #writesArrivedSince} has markers to wait for. */
  default boolean watchesWrites() {
    return false;
  }

  /** Returns the checkpoint, for a run that has to resume after this one was killed. */
  Checkpoint checkpoint();

  /** Returns the settings of the local Redis; changes are undone by RESTORE. */
  LocalSettings localSettings();

  /** Returns the clock for durations. */
  Ticker ticker();

  /** Returns the means to wait. */
  Pause pause();

  /**
   * Returns the deadline of the whole run. Changes that cannot be undone by then are left to
   * RESTORE.
   */
  Deadline budget();

  /** Returns the token that is cancelled when the run has to end. */
  CancelSignal cancel();

  /**
   * Returns a consumer that tells the operator what the transfer waits for, until the next poll.
   */
  Consumer<String> notes();

  /** Returns a consumer that warns the operator without ending the run. */
  Consumer<String> warnings();
}
