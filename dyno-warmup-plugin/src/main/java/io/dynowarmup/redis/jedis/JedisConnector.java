// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.Map;

/** Connects through Jedis with RESP2. By itself it sends no command except AUTH. */
public final class JedisConnector implements RedisConnector {
  private final Ticker ticker;

  public JedisConnector(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public RedisNode connect(Endpoint endpoint, RedisAccess access) {
    return new ChannelNode(commands(endpoint, access), access.passingKeys());
  }

  @Override
  public RedisData data(Endpoint endpoint, RedisAccess access) {
    return new ChannelData(commands(endpoint, access));
  }

  @Override
  public ChangeFeed changes(Endpoint endpoint, RedisAccess access) {
    return new TrackingFeed(commands(endpoint, access), commands(endpoint, access));
  }

  @Override
  public ReplicationStream stream(
      Endpoint endpoint, RedisAccess access, String replid, long offset) {
    return streamOf(
        Collections.singletonMap("ip-address", ReplicaLine.JOURNAL),
        endpoint,
        access,
        replid,
        offset);
  }

  @Override
  public ReplicationStream streamOf(
      Map<String, String> announced,
      Endpoint endpoint,
      RedisAccess access,
      String replid,
      long offset) {
    return new PsyncStream(commands(endpoint, access), announced, replid, offset);
  }

  private Commands commands(Endpoint endpoint, RedisAccess access) {
    return new Commands(new Channel(endpoint, access, ticker), CommandPolicy.direct());
  }
}
