// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Connections to the keys of the other peers, which are asked before a key is removed. */
final class WitnessKeys {
  /**
   * Time limit for one answer of a witness. A slower peer is not waited for, because the node takes
   * no reads meanwhile.
   */
  private static final int LIMIT_MILLIS = 1_000;

  private final RunContext context;
  private List<RedisData> keys;

  WitnessKeys(RunContext context) {
    this.context = context;
  }

  /** Returns the keys of each witness; the first call creates the connections. */
  List<RedisData> all() {
    if (keys == null) {
      RedisAccess peers = context.node().peerAccess();
      RedisAccess access = peers.withTimeoutMillis(Math.min(LIMIT_MILLIS, peers.timeoutMillis()));
      keys = new ArrayList<>();
      for (Peer other : context.sources().authority().witnesses()) {
        keys.add(context.host().redisConnector().data(other.redis(), access));
      }
    }
    return Collections.unmodifiableList(keys);
  }

  void close() {
    if (keys != null) {
      keys.forEach(RedisData::close);
    }
  }
}
