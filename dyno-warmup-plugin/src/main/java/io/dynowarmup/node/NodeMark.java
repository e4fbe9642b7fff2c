// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OtherClaim;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the node's own Redis what its copy is worth, and which run has claimed the node.
 *
 * <p>Two runs on one node detect each other by the claim, whatever their state files are. A replica
 * does not accept keys, so the name of the run's connection carries the same information. A failure
 * to write does not stop a run.
 */
public final class NodeMark implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeMark.class);

  /** Time for which a killed run keeps other runs from the node. */
  static final long CLAIM_MILLIS = 10_000;

  private static final long RENEW_MILLIS = 3_000;
  private static final long LOOK_AGAIN_MILLIS = 1_000;
  private static final int TRIES = 3;
  private static final String NAME = "dyno-warmup:";

  private final Supplier<RedisNode> connector;
  private final Supplier<String> ownerId;
  private final String node;
  private final String tokens;
  private final Ticker ticker;
  private RedisNode redis;
  private NodeClaim claim;
  private long renewedNanos;
  private boolean refused;
  private final OtherClaim otherClaim = new OtherClaim();
  private volatile Optional<String> takenOver = Optional.empty();

  /**
   * @param node name of the node, see {@link NodeRecord#nodeName}
   * @param tokens {@linkplain NodeRecord#tokens(java.util.List) tokens} of the node
   * @param ownerId identifies the state file
   */
  NodeMark(
      Supplier<RedisNode> connector,
      String node,
      String tokens,
      Supplier<String> ownerId,
      Ticker ticker) {
    this.connector = connector;
    this.node = node;
    this.tokens = tokens;
    this.ownerId = ownerId;
    this.ticker = ticker;
  }

  /** Returns a pause that renews the claim while it waits. */
  Pause renewing(Pause pause) {
    return pause.each(RENEW_MILLIS, this::renew);
  }

  /**
   * Claims the node for this run, until {@link #close}.
   *
   * @param local INFO of the node's Redis
   * @throws WarmupException ALREADY_RUNNING while another run works on the node
   */
  public synchronized void claim(RedisInfo local) {
    NodeClaim mine =
        NodeClaim.of(
            ownerId.get(),
            local.runId(),
            ticker.epochMillis(),
            ManagementFactory.getRuntimeMXBean().getName());
    try {
      if (local.replication().isMaster()) {
        take(mine, local);
      }
      Optional<String> other = namedByAnother(mine.owner());
      if (other.isPresent()) {
        claim = mine;
        close();
        throw taken("its Redis has a connection named " + other.get());
      }
      redis().name(NAME + mine.owner());
    } catch (WarmupException e) {
      if (e.reason() == Reason.ALREADY_RUNNING) {
        throw e;
      }
      logRefusal("it cannot see another run on this node", e);
    }
    claim = mine;
    renewedNanos = ticker.nanos();
  }

  private void take(NodeClaim mine, RedisInfo local) {
    RedisInfo now = local;
    for (int i = 0; i < TRIES; i++) {
      Optional<NodeClaim> other = OtherClaim.of(now, mine.owner());
      if (other.isPresent()) {
        throw taken("it is being warmed by " + other.get());
      }
      if (redis()
          .exchange(
              OwnKeys.CLAIM, now.nodeClaimText(), mine.movedTo(now.runId()).text(), CLAIM_MILLIS)) {
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

  private Optional<String> namedByAnother(String owner) {
    return redis().clientNames().stream()
        .filter(name -> name.startsWith(NAME) && !name.equals(NAME + owner))
        .findFirst();
  }

  /** Returns why another run works on this node; empty if none is found. */
  public static Optional<String> otherRun(RedisInfo local, String owner) {
    return OtherClaim.of(local, owner).map(c -> taken("it is being warmed by " + c).getMessage());
  }

  /**
   * Returns why a run with another state file works on this node; empty if none is found.
   *
   * @param local INFO of the node's Redis; the connections of a replica show the run
   */
  public synchronized Optional<String> anotherRun(RedisInfo local) {
    String owner = ownerId.get();
    Optional<String> claimed = otherRun(local, owner);
    if (claimed.isPresent() || !local.replication().isReplica()) {
      return claimed;
    }
    try {
      return namedByAnother(owner)
          .map(name -> taken("its Redis has a connection named " + name).getMessage());
    } catch (WarmupException e) {
      LOG.debug("Cannot read the names of the connections", e);
      return Optional.empty();
    }
  }

  /** Adds the source of the data to the claim. */
  public synchronized void source(String way, Endpoint from) {
    if (claim != null) {
      claim = claim.by(way, from.toString());
      renewedNanos = ticker.nanos() - TimeUnit.MILLISECONDS.toNanos(RENEW_MILLIS);
      renew();
    }
  }

  /** Renews the claim before it expires. Calls in between cost nothing. */
  public synchronized void renew() {
    long every = otherClaim.isSeen() ? LOOK_AGAIN_MILLIS : RENEW_MILLIS;
    if (claim == null || ticker.nanos() - renewedNanos < TimeUnit.MILLISECONDS.toNanos(every)) {
      return;
    }
    renewedNanos = ticker.nanos();
    try {
      RedisInfo now = redis().info();
      if (!now.replication().isMaster() || now.loading()) {
        return;
      }
      claim = claim.movedTo(now.runId());
      Optional<NodeClaim> other = OtherClaim.of(now, claim.owner());
      takenOver = otherClaim.looked(other).map(c -> "another run has taken this node over: " + c);
      if (other.isPresent()) {
        return;
      }
      redis().exchange(OwnKeys.CLAIM, now.nodeClaimText(), claim.text(), CLAIM_MILLIS);
    } catch (RuntimeException e) {
      LOG.debug("Cannot renew the claim of this node", e);
    }
  }

  /** Records the copy as cold until a run ends well. A record of populators stays. */
  public void cold(String way, String from) {
    record(NodeRecord.of(NodeRecord.State.COLD, node, "", 0, way, from));
  }

  /** Records what the copy of this Redis process is worth. */
  public void set(
      NodeRecord.State state, NodeRecord.Doubt doubt, RedisInfo local, String way, String from) {
    record(NodeRecord.of(state, node, local.runId(), 0, way, from).doubted(doubt));
  }

  /** Records what the copy of this Redis process is worth, and releases the node. */
  public synchronized void end(
      NodeRecord.State state, NodeRecord.Doubt doubt, RedisInfo local, String way, String from) {
    set(state, doubt, local, way, from);
    giveBack();
  }

  /** Returns which run holds the claim after that of this run expired, in two looks; or empty. */
  public Optional<String> takenOver(Pause pause) throws InterruptedException {
    if (otherClaim.isSeen()) {
      pause.millis(LOOK_AGAIN_MILLIS, CancelSignal.never());
      renew();
    }
    return takenOver;
  }

  /** Records the copy as still warm. The origin of a warm copy and the record of a run stay. */
  public void stillWarm(RedisInfo local) {
    String runId = local.runId();
    if (!local.nodeRecord().filter(r -> r.isOfRun(runId)).isPresent()) {
      set(NodeRecord.State.WARM, NodeRecord.Doubt.NONE, local, "", "");
    }
  }

  private synchronized void record(NodeRecord wanted) {
    for (int tries = 1; ; tries++) {
      try {
        write(wanted);
        return;
      } catch (WarmupException e) {
        // The key is read again: the write may have run although the connection was lost.
        if (tries == TRIES || !e.reason().isUnanswered()) {
          logRefusal("its peers do not learn what its copy is worth", e);
          return;
        }
      }
    }
  }

  private void write(NodeRecord wanted) {
    RedisInfo now = redis().info();
    boolean same = wanted.runId().isEmpty() || wanted.runId().equals(now.runId());
    if (now.replication().isMaster() && same) {
      NodeRecord mine = wanted.replacing(now, ticker.epochMillis()).by(ownerId.get(), tokens);
      redis().exchange(OwnKeys.RECORD, now.nodeRecordText(), mine.text(), 0);
    }
  }

  private void logRefusal(String consequence, WarmupException e) {
    if (refused) {
      LOG.debug("Cannot write a reserved key of this node", e);
      return;
    }
    refused = true;
    LOG.info("Cannot write a reserved key of this node, so {}: {}", consequence, e.getMessage());
  }

  private RedisNode redis() {
    if (redis == null) {
      redis = connector.get();
    }
    return redis;
  }

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
        redis().exchange(OwnKeys.CLAIM, now.nodeClaimText(), "", 0);
      }
    } catch (RuntimeException | Error e) {
      // This is the last step of a run. Whatever fails here must not end anything.
      LOG.debug("Cannot release the claim of this node; it expires by itself", e);
    } finally {
      claim = null;
    }
  }
}
