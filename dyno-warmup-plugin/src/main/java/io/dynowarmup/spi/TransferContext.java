// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.Peer;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.traffic.PeerMarkers;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** What a strategy works with during one transfer. */
public interface TransferContext {
  WarmupConfig config();

  /** The local Redis; the engine closes it. */
  RedisNode local();

  /** The source's Redis; the engine closes it. */
  RedisNode source();

  /** The local Redis' keys; the engine closes it. */
  RedisData localData();

  /** The source's keys; the engine closes it. */
  RedisData sourceData();

  /**
   * -1 until Dynomite's peers are connected, or were waited for long enough; then a number that is
   * another one when Dynomite was away meanwhile.
   */
  int connection();

  Peer sourcePeer();

  /** The source as it was when it was chosen: each look at it is compared with this. */
  SourcePin pin();

  /** How to get into the source's Redis. */
  RedisAccess sourceAccess();

  TrafficGate gate();

  QueueFlush queue();

  /** Of the peers whose writes were seen to come through the source. */
  PeerMarkers markers();

  /** Whether the source decides nothing: keys that are missing here are fetched, and no more. */
  default boolean onlyAdds() {
    return false;
  }

  /**
   * Whether each key that this node has before the transfer begins stays, although the source does
   * not have it. The source decides about all others.
   */
  default boolean keepsOwnKeys() {
    return false;
  }

  /** Whether the cluster has other copies of this data, and no person has chosen among them. */
  default boolean otherCopies() {
    return false;
  }

  /**
   * The keys of the other healthy peers, who are asked before a key goes; the engine closes them.
   * Empty where there are none, or a person has named the source.
   */
  default List<RedisData> witnesses() {
    return Collections.emptyList();
  }

  /** For a run that has to go on after this one was killed. */
  Checkpoint bookmark();

  LocalSettings localSettings();

  Ticker ticker();

  Pause pause();

  /** Of the whole run: what cannot be undone by then is left to RESTORE. */
  Deadline budget();

  /** Given when the run is to end. */
  CancelSignal cancel();

  /** Tells the operator what is waited for, until the next look. */
  Consumer<String> notes();

  /** Tells the operator something that does not end the run. */
  Consumer<String> warnings();
}
