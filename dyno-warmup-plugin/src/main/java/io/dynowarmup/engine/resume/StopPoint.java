// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.state.StopNote;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The point of the source's stream at which a node is stopped.
 *
 * <p>The order of the steps is what makes the note exact. Every write that has run here before the
 * first settle time has run at the source before its offset is read. Every write that has run at
 * the source before that has arrived here before STANDBY. Later writes are either not here, or on a
 * key that the note names.
 */
final class StopPoint {
  /** Longer than a write needs from one node of the cluster to another one. */
  private static final long SETTLE_MILLIS = 1_000;

  /** Dynomite has passed everything to Redis if nothing has arrived there for so long. */
  private static final long QUIET_MILLIS = 200;

  private static final long MOST_QUIET_MILLIS = 5_000;
  private static final long POLL_MILLIS = 20;

  /** A node that was stopped for longer is not resumed, and no data keeps the key for ever. */
  private static final long TOKEN_MILLIS = TimeUnit.DAYS.toMillis(30);

  /** The note has to be read at the next start. */
  private static final int MOST_KEYS = 100_000;

  private final EngineHost host;
  private final WarmupConfig config;
  private final Node node;

  StopPoint(EngineHost host, WarmupConfig config, Node node) {
    this.host = host;
    this.config = config;
    this.node = node;
  }

  /**
   * Writes the note.
   *
   * @param listener hears of the offset as soon as it is known
   * @param standby puts Dynomite into STANDBY
   * @throws WarmupException why there is none
   * @throws IOException if the note cannot be written
   */
  StopNote note(NodeFinder finder, StopListener listener, Runnable standby)
      throws IOException, InterruptedException {
    try (ChangeFeed changes =
        host.redisConnector()
            .changes(node.redis().endpoint(), finder.localAccess(node.topology()))) {
      pause(SETTLE_MILLIS);
      Peer source = source();
      ReplicationInfo then = of(source).replication();
      if (then.masterOffset().isPresent()) {
        listener.noting(node, source.redis(), then.replid(), then.masterOffset().getAsLong());
      }
      pause(SETTLE_MILLIS);
      standby.run();
      return write(source, then, untilQuiet(changes));
    }
  }

  private void pause(long millis) throws InterruptedException {
    host.pause().millis(millis, CancelSignal.never());
  }

  private RedisInfo of(Peer source) {
    try (RedisNode redis = host.redisConnector().connect(source.redis(), node.peerAccess())) {
      return redis.info();
    }
  }

  /** Returns the first peer with this node's keys whose stream can be continued later. */
  private Peer source() {
    String why = "no peer has this node's tokens";
    for (Peer peer : node.topology().sameTokenPeers(config.remoteDatacenters())) {
      Optional<String> objection = objection(peer);
      if (!objection.isPresent()) {
        return peer;
      }
      why = objection.get();
    }
    throw new WarmupException(Reason.NO_HEALTHY_SOURCE, why);
  }

  private Optional<String> objection(Peer peer) {
    try {
      RedisInfo info = of(peer);
      if (!info.replication().isMaster() || info.loading()) {
        return Optional.of(peer + " is not a master with its data loaded");
      }
      return info.replication().backlogBegin().isPresent()
          ? Optional.empty()
          : Optional.of(
              peer
                  + " keeps no replication stream: it has had no replica for its repl-backlog-ttl;"
                  + " set repl-backlog-ttl to 0 there, and repl-backlog-size to what is written"
                  + " during a stop");
    } catch (WarmupException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Returns the keys that changed here, once no more change. */
  private List<byte[]> untilQuiet(ChangeFeed changes) throws InterruptedException {
    Set<ByteBuffer> keys = new LinkedHashSet<>();
    Deadline limit = Deadline.after(host.ticker(), MOST_QUIET_MILLIS);
    Deadline quiet = Deadline.after(host.ticker(), QUIET_MILLIS);
    while (!quiet.passed()) {
      List<byte[]> names =
          changes
              .changes()
              .orElseThrow(
                  () ->
                      new WarmupException(
                          Reason.REDIS_ERROR,
                          "the local Redis did not report all keys that changed during the stop"));
      boolean some = false;
      for (byte[] name : names) {
        if (!OwnKeys.contain(name)) {
          some = true;
          keys.add(ByteBuffer.wrap(name));
        }
      }
      quiet = some ? Deadline.after(host.ticker(), QUIET_MILLIS) : quiet;
      if (limit.passed() && !quiet.passed()) {
        throw new WarmupException(
            Reason.REDIS_ERROR,
            "keys still change here although Dynomite is in STANDBY: find out what else writes to"
                + " the local Redis");
      }
      pause(POLL_MILLIS);
    }
    if (keys.size() > MOST_KEYS) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          Units.keys(keys.size()) + " changed during the stop, more than " + MOST_KEYS);
    }
    List<byte[]> list = new ArrayList<>();
    keys.forEach(key -> list.add(key.array()));
    return list;
  }

  private StopNote write(Peer source, ReplicationInfo then, List<byte[]> keys) throws IOException {
    RedisInfo local = node.redis().info();
    String token = UUID.randomUUID().toString();
    StopNote note =
        new StopNote.Builder()
            .source(source.redis())
            .replid(then.replid())
            .offset(
                then.masterOffset()
                    .orElseThrow(
                        () ->
                            new WarmupException(
                                Reason.REDIS_ERROR, source + " does not report its offset")))
            .redisRunId(local.runId())
            .keys(local.keys())
            .expires(local.expires())
            .epochMillis(host.ticker().epochMillis())
            .token(token)
            .doubtful(keys)
            .build();
    node.redis().delete(OwnKeys.STOP);
    if (!node.redis().exchange(OwnKeys.STOP, "", token, TOKEN_MILLIS)) {
      throw new WarmupException(
          Reason.REDIS_ERROR, "the local Redis does not accept the key " + OwnKeys.STOP);
    }
    node.stop().write(note);
    return note;
  }
}
