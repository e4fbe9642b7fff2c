// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RateLimit;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.SecondTry;
import io.dynowarmup.time.Pause;

/** The connections to the keys of both sides of a transfer; each is opened on first use. */
final class SessionData {
  private final RunContext context;
  private final Peer peer;
  private RedisData local;
  private RedisData source;
  private RedisNode localNode;
  private boolean alone;

  SessionData(RunContext context, Peer peer) {
    this.context = context;
    this.peer = peer;
  }

  /** Returns a connection to the source, within its limit of commands per second. */
  RedisNode sourceNode(RateLimit limit) {
    return context
        .host()
        .redisConnector()
        .connect(peer.redis(), context.node().peerAccess())
        .with(new SecondTry())
        .with(limit);
  }

  RedisData local() {
    if (local == null) {
      local =
          context.host().redisConnector().data(context.node().redis().endpoint(), localAccess());
    }
    return local;
  }

  /** See {@link TransferSession#onAnotherThread}. */
  void onAnotherThread() {
    alone = true;
  }

  RedisNode localNode() {
    if (alone && localNode == null) {
      localNode =
          context.host().redisConnector().connect(context.node().redis().endpoint(), localAccess());
    }
    return alone ? localNode : context.node().redis();
  }

  Pause pause() {
    return alone ? context.host().pause() : context.pause();
  }

  RedisAccess localAccess() {
    return new NodeFinder(context.host(), context.config()).localAccess(context.node().topology());
  }

  RedisData source() {
    if (source == null) {
      source = context.host().redisConnector().data(peer.redis(), context.node().peerAccess());
    }
    return source;
  }

  void close() {
    if (local != null) {
      local.close();
    }
    if (source != null) {
      source.close();
    }
    if (localNode != null) {
      localNode.close();
    }
  }
}
