package io.dynowarmup.traffic;

import io.dynowarmup.Endpoint;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Ticker;
import java.util.List;

/** How long a round trip to other nodes takes. Measures only when it is asked. */
public final class RoundTrips {
  private final Ticker ticker;
  private final int limitMillis;

  /**
   * @param limitMillis for one measurement
   */
  public RoundTrips(Ticker ticker, int limitMillis) {
    this.ticker = ticker;
    this.limitMillis = limitMillis;
  }

  /**
   * The longest of all: the time that a TCP connection to each port takes, and a PING of each
   * Redis. What does not answer is left out.
   *
   * @return nanoseconds; 0 when nobody answered
   */
  public long longestNanos(List<Endpoint> ports, List<RedisNode> nodes) {
    throw new UnsupportedOperationException("" + ticker + limitMillis);
  }
}
