// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node says of itself in its own Redis: the record of its copy, and the claim of the run
 * that works on it. Two runs on one node see each other by the claim, whatever their state files
 * are; a Redis that is a replica takes no key, so the name of the run's connection says the same.
 * What cannot be written stops nothing.
 */
public final class NodeMark implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeMark.class);

  /** A run that was killed keeps others from the node for so long. */
  static final long CLAIM_MILLIS = 10_000;

  private static final long RENEW_MILLIS = 3_000;
  private static final int TRIES = 3;
  private static final String NAME = "dyno-warmup:";

  private final Supplier<RedisNode> connector;
  private final Supplier<String> ownerId;
  private final String node;
  private final Ticker ticker;
  private RedisNode redis;
  private NodeClaim claim;
  private long renewedNanos;
  private boolean refused;

  /**
   * @param connector makes a connection to this node's Redis
   * @param node its name for its peers
   * @param ownerId tells one state file from another
   */
  NodeMark(Supplier<RedisNode> connector, String node, Supplier<String> ownerId, Ticker ticker) {
    this.connector = connector;
    this.node = node;
    this.ownerId = ownerId;
    this.ticker = ticker;
  }

  /** The name by which peers know this node's record. */
  String node() {
    return node;
  }

  /** Renews the claim while it waits. */
  Pause renewing(Pause pause) {
    return (millis, cancel) -> {
      renew();
      long left = millis;
      while (left > RENEW_MILLIS && !cancel.isCancelled() && claim != null) {
        pause.millis(RENEW_MILLIS, cancel);
        renew();
        left -= RENEW_MILLIS;
      }
      pause.millis(left, cancel);
    };
  }

  /**
   * From here on the node is this run's, until {@link #close}.
   *
   * @param local INFO of its Redis
   * @throws WarmupException ALREADY_RUNNING while another run works on it
   */
  public synchronized void claim(RedisInfo local) {
    NodeClaim mine =
        NodeClaim.of(
            ownerId.get(),
            runId(local),
            ticker.epochMillis(),
            ManagementFactory.getRuntimeMXBean().getName());
    try {
      if (local.replication().isMaster()) {
        take(mine, local);
      }
      String other = namedByAnother(mine.owner());
      if (!other.isEmpty()) {
        claim = mine;
        close();
        throw taken("its Redis has a connection named " + other);
      }
      redis().name(NAME + mine.owner());
    } catch (WarmupException e) {
      if (e.reason() == Reason.ALREADY_RUNNING) {
        throw e;
      }
      tell("another run on this node is not seen", e);
    }
    claim = mine;
    renewedNanos = ticker.nanos();
  }

  private void take(NodeClaim mine, RedisInfo local) {
    RedisInfo now = local;
    for (int i = 0; i < TRIES; i++) {
      String here = runId(now);
      Optional<NodeClaim> other =
          now.nodeClaim().filter(c -> c.in(here) && !c.owner().equals(mine.owner()));
      if (other.isPresent()) {
        throw taken("it is being warmed by " + other.get());
      }
      if (exchange(OwnKeys.CLAIM, now.nodeClaimText(), mine.movedTo(here).text(), CLAIM_MILLIS)) {
        return;
      }
      now = redis().info();
    }
    throw taken("another run has claimed it at this moment");
  }

  private static WarmupException taken(String how) {
    return new WarmupException(
        Reason.ALREADY_RUNNING,
        "another process is warming this node up: " + how + "; wait for its end, or end it first");
  }

  private String namedByAnother(String owner) {
    for (String name : redis().clientNames()) {
      if (name.startsWith(NAME) && !name.equals(NAME + owner)) {
        return name;
      }
    }
    return "";
  }

  /** Why another run works on this node; empty when none is seen. */
  public static String otherRun(RedisInfo local, String owner) {
    return local
        .nodeClaim()
        .filter(c -> c.in(runId(local)) && !c.owner().equals(owner))
        .map(c -> taken("it is being warmed by " + c).getMessage())
        .orElse("");
  }

  /**
   * Why a run with another state file works on this node now; empty when none is seen. A replica
   * has no claim of its own, so its connections are asked for.
   *
   * @param local INFO of its Redis
   */
  public synchronized String anotherRun(RedisInfo local) {
    String owner = ownerId.get();
    String claimed = otherRun(local, owner);
    if (!claimed.isEmpty() || !local.replication().isReplica()) {
      return claimed;
    }
    try {
      String name = namedByAnother(owner);
      return name.isEmpty() ? "" : taken("its Redis has a connection named " + name).getMessage();
    } catch (WarmupException e) {
      LOG.debug("the names of the connections are not known", e);
      return "";
    }
  }

  /** Where the data comes from. */
  public synchronized void source(String way, Endpoint from) {
    if (claim != null) {
      claim = claim.by(way, from.toString());
      renewedNanos = ticker.nanos() - TimeUnit.MILLISECONDS.toNanos(RENEW_MILLIS);
      renew();
    }
  }

  /** Once in a while, before the claim expires. Costs nothing in between. */
  public synchronized void renew() {
    if (claim == null
        || ticker.nanos() - renewedNanos < TimeUnit.MILLISECONDS.toNanos(RENEW_MILLIS)) {
      return;
    }
    renewedNanos = ticker.nanos();
    try {
      RedisInfo now = redis().info();
      if (!now.replication().isMaster() || now.loading()) {
        return;
      }
      claim = claim.movedTo(runId(now));
      Optional<NodeClaim> other =
          now.nodeClaim().filter(c -> c.in(runId(now)) && !c.owner().equals(claim.owner()));
      if (other.isPresent()) {
        LOG.warn("another run has begun on this node: {}", other.get());
        return;
      }
      exchange(OwnKeys.CLAIM, now.nodeClaimText(), claim.text(), CLAIM_MILLIS);
    } catch (RuntimeException e) {
      LOG.debug("the claim of this node was not renewed", e);
    }
  }

  /** The copy is being changed, and is worth nothing until a run has ended well. */
  public void cold(String way, Endpoint from) {
    record(NodeRecord.State.COLD, "", way, from.toString());
  }

  /** What the copy is worth, of the Redis process that was found so; gives the node back. */
  public synchronized void end(NodeRecord.State state, RedisInfo local, String way, String from) {
    record(state, runId(local), way, from);
    giveBack();
  }

  /** The copy was found to be warm; what is said of where it came from stays. */
  public void stillWarm(RedisInfo local) {
    String runId = runId(local);
    if (!local.nodeRecord().filter(r -> r.warm(runId)).isPresent()) {
      record(NodeRecord.State.WARM, runId, "", "");
    }
  }

  private synchronized void record(
      NodeRecord.State state, String ofRunId, String way, String from) {
    try {
      RedisInfo now = redis().info();
      String here = runId(now);
      if (!now.replication().isMaster() || (!ofRunId.isEmpty() && !ofRunId.equals(here))) {
        return;
      }
      NodeRecord mine = NodeRecord.of(state, node, here, ticker.epochMillis(), way, from);
      exchange(OwnKeys.RECORD, now.nodeRecordText(), mine.text(), 0);
    } catch (WarmupException e) {
      tell("its peers do not learn that its copy is " + state, e);
    }
  }

  private boolean exchange(String key, String expected, String value, long ttlMillis) {
    return redis().exchange(key, expected, value, ttlMillis);
  }

  private void tell(String consequence, WarmupException e) {
    if (refused) {
      LOG.debug("a reserved key of this node", e);
      return;
    }
    refused = true;
    LOG.info("this node cannot write its reserved key, so {}: {}", consequence, e.getMessage());
  }

  private RedisNode redis() {
    if (redis == null) {
      redis = connector.get();
    }
    return redis;
  }

  private static String runId(RedisInfo info) {
    return info.get("run_id").orElse("");
  }

  /** Gives the node back. */
  @Override
  public synchronized void close() {
    giveBack();
    if (redis != null) {
      redis.close();
      redis = null;
    }
  }

  private void giveBack() {
    if (claim == null) {
      return;
    }
    try {
      RedisInfo now = redis().info();
      boolean ours = now.nodeClaim().filter(c -> c.owner().equals(claim.owner())).isPresent();
      if (ours && now.replication().isMaster()) {
        exchange(OwnKeys.CLAIM, now.nodeClaimText(), "", 0);
      }
    } catch (RuntimeException | Error e) {
      // the last step of a run: whatever goes wrong here ends nothing
      LOG.debug("the claim of this node expires by itself", e);
    } finally {
      claim = null;
    }
  }
}
