// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Measures the round-trip time to other nodes. Measures only when it is called. */
public final class RoundTrips {
  private static final int TIMES = 2;
  private final Ticker ticker;
  private final int limitMillis;

  /**
   * Creates a measurement.
   *
   * @param limitMillis limit for all measurements of one call in ms, 1 or more
   */
  public RoundTrips(Ticker ticker, int limitMillis) {
    this.ticker = ticker;
    this.limitMillis = limitMillis;
  }

  /**
   * Returns the longest round-trip time: a TCP connection to each port and a PING of each Redis.
   * Each is measured twice, after a first time that is not counted. A server that does not answer
   * within the limit is left out.
   *
   * @param nodes nodes of the calling thread; a node that fails reconnects on its next command
   * @return nanoseconds; 0 if no server answered
   */
  public long longestNanos(List<Endpoint> ports, List<RedisNode> nodes) {
    List<Callable<Long>> measurements = new ArrayList<>();
    for (Endpoint port : ports) {
      measurements.add(() -> measure(() -> connect(port)));
    }
    for (RedisNode node : nodes) {
      measurements.add(() -> measure(() -> ping(node)));
    }
    return ParallelCalls.run(measurements, limitMillis, "round trips").stream()
        .mapToLong(nanos -> nanos.orElse(0L))
        .max()
        .orElse(0L);
  }

  private long measure(Callable<Void> roundTrip) throws Exception {
    // the first time also resolves the host and loads classes, or connects
    roundTrip.call();
    long longest = 0;
    for (int i = 0; i < TIMES; i++) {
      long start = ticker.nanos();
      roundTrip.call();
      longest = Math.max(longest, ticker.nanos() - start);
    }
    return longest;
  }

  private Void connect(Endpoint port) throws Exception {
    PeerConnections.connect(port, limitMillis);
    return null;
  }

  private static Void ping(RedisNode node) {
    node.ping();
    return null;
  }
}
