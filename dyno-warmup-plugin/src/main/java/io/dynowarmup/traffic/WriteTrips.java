package io.dynowarmup.traffic;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a write takes from another node's Dynomite through the source into the local replica.
 * Dynomite delivers a write to each rack independently; one that reaches this node before it
 * reaches the source is in neither the queue nor the stream, unless the hand-over settles for
 * longer than that skew. The whole trip, which is measured here with a marker of a few seconds'
 * life, is an upper bound of it; no round trip of ours would show how far two other nodes are from
 * each other.
 */
public final class WriteTrips {
  private static final long MARKER_MILLIS = 10_000;

  private final RedisConnector connector;
  private final RedisAccess clientAccess;
  private final Ticker ticker;
  private final Pause pause;

  /**
   * @param clientAccess to Dynomites' client ports
   */
  public WriteTrips(
      RedisConnector connector, RedisAccess clientAccess, Ticker ticker, Pause pause) {
    this.connector = connector;
    this.clientAccess = clientAccess;
    this.ticker = ticker;
    this.pause = pause;
  }

  /**
   * Sends a marker through each of the ports and waits for it here.
   *
   * @param clientPorts of other nodes' Dynomites; what does not take a write is left out
   * @param keys one for each port, all different, in this node's own token range
   * @param local the replica
   * @param limitMillis for all of them together
   * @return nanoseconds of the longest trip; -1 when no marker came
   */
  public long longestNanos(
      List<Endpoint> clientPorts, List<String> keys, RedisNode local, int limitMillis)
      throws InterruptedException {
    Map<String, RedisNode> nodes = new LinkedHashMap<>();
    Map<String, Long> sent = new LinkedHashMap<>();
    try {
      Deadline deadline = Deadline.after(ticker, limitMillis);
      for (int i = 0; i < clientPorts.size() && !deadline.passed(); i++) {
        RedisNode node =
            connector.connect(clientPorts.get(i), clientAccess.withTimeoutMillis(limitMillis));
        nodes.put(keys.get(i), node);
        send(node, keys.get(i), sent);
      }
      return await(sent, local, deadline);
    } finally {
      nodes.forEach(WriteTrips::cleanUp);
    }
  }

  private static void cleanUp(String key, RedisNode node) {
    try {
      node.delete(key);
    } catch (WarmupException e) {
      // then its time to live removes it
    }
    node.close();
  }

  private void send(RedisNode node, String key, Map<String, Long> sent) {
    try {
      node.delete(key); // connects, so that the connection is no part of the trip
      long at = ticker.nanos();
      node.set(key, "marker", MARKER_MILLIS);
      sent.put(key, at);
    } catch (WarmupException e) {
      // a node that takes no writes from us delays none
    }
  }

  private long await(Map<String, Long> sent, RedisNode local, Deadline deadline)
      throws InterruptedException {
    long longest = -1;
    while (!sent.isEmpty()) {
      for (Iterator<Map.Entry<String, Long>> i = sent.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<String, Long> marker = i.next();
        if (local.exists(Collections.singletonList(marker.getKey())) > 0) {
          longest = Math.max(longest, ticker.nanos() - marker.getValue());
          i.remove();
        }
      }
      if (deadline.passed()) {
        return longest;
      }
      pause.millis(1, CancelSignal.never());
    }
    return longest;
  }
}
