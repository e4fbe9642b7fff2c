// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.VerifySettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.HandOverPlanner;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.PeerDynomites;
import io.dynowarmup.node.RingRange;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerProber;
import io.dynowarmup.source.rule.Eligibility;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.spi.RemovalLimit;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.sync.verify.VerificationTargets;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Connects a verification to this node's Redis and to the Redis of its peers. */
final class VerifyNodes implements VerificationTargets {
  /** Practically unlimited: the patience with each answer is the real limit. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);

  private final EngineHost host;
  private final WarmupConfig config;
  private final Topology topology;
  private final NodeFinder finder;
  private final RedisAccess access;

  VerifyNodes(EngineHost host, WarmupConfig config, Topology topology) {
    this.host = host;
    this.config = config;
    this.topology = topology;
    this.finder = new NodeFinder(host, config);
    this.access = finder.peerAccess(topology);
  }

  @Override
  public RedisData here(CancelSignal cancel) {
    return retrying(
        host.redisConnector().data(topology.redis(), finder.localAccess(topology)), cancel);
  }

  @Override
  public RedisData at(Peer peer, CancelSignal cancel) {
    refuseOwn(peer, cancel);
    return retrying(host.redisConnector().data(peer.redis(), access), cancel);
  }

  @Override
  public Throttle throttle(CancelSignal cancel) {
    VerifySettings verify = config.verify();
    return new Throttle(
        host.ticker(), host.pause(), cancel, verify.keysPerSecond(), verify.bytesPerSecond());
  }

  @Override
  public long settleMillis() {
    return HandOverPlanner.MOST_SETTLE_MILLIS;
  }

  @Override
  public void checkServes(Peer peer) {
    DynomiteSign sign = sign(peer);
    if (sign.doesNotServe()) {
      throw new WarmupException(
          Reason.SOURCE_FAILED,
          peer + ": " + sign.text() + "; nothing here is removed or overwritten any more");
    }
  }

  private DynomiteSign sign(Peer peer) {
    return new PeerDynomites(host, config, topology).sign(peer);
  }

  @Override
  public Optional<String> whyNoRemoval(Peer peer) {
    Retrier retrier = retrier(CancelSignal.never());
    try (RedisNode there = host.redisConnector().connect(peer.redis(), access);
        RedisNode here = finder.localRedis(topology)) {
      long theirs = retrier.ask(() -> there.info()).keys();
      long own = retrier.ask(() -> here.info()).keys();
      return RemovalLimit.ofOnlyCopy(own, theirs) > 0
          ? Optional.empty()
          : Optional.of(
              "only this node has it, and "
                  + peer
                  + ", the only other copy, has more than "
                  + RemovalLimit.MOST_PERCENT_OF_ONLY_COPY
                  + " % fewer keys than this node");
    }
  }

  /**
   * Refuses a peer that is this node itself. Such a comparison finds no difference and proves
   * nothing.
   */
  private void refuseOwn(Peer peer, CancelSignal cancel) {
    String theirs;
    String ours;
    try (RedisNode there = host.redisConnector().connect(peer.redis(), access);
        RedisNode here = finder.localRedis(topology)) {
      theirs = runId(there, cancel);
      ours = runId(here, cancel);
    }
    if (!theirs.isEmpty() && theirs.equals(ours)) {
      throw new WarmupException(
          Reason.BAD_CONFIG,
          "is this node itself: the Redis at "
              + peer.redis()
              + " has the run_id of the local Redis ("
              + theirs
              + "); correct the peer's address or port");
    }
  }

  /** Returns the {@code run_id}; empty if Redis does not report it. */
  private String runId(RedisNode redis, CancelSignal cancel) {
    try {
      return retrier(cancel).ask(() -> redis.info("server")).runId();
    } catch (WarmupException e) {
      if (e.reason().isRejected()) {
        return "";
      }
      throw e;
    }
  }

  private RedisData retrying(RedisData data, CancelSignal cancel) {
    return data.with(retrier(cancel));
  }

  private Retrier retrier(CancelSignal cancel) {
    return new Retrier(
        Patience.withLocal(host.ticker(), config.stallMillis()),
        host.pause(),
        cancel,
        Deadline.after(host.ticker(), LONGEST_MILLIS),
        failure -> {});
  }

  /**
   * Returns why no key may be taken from a peer; empty if its copy counts. As in a warm-up, the
   * copy does not count if the peer is being filled itself or has lost its data.
   */
  Optional<String> unfit(Peer peer) {
    try (RedisNode there = host.redisConnector().connect(peer.redis(), access);
        RedisNode here = finder.localRedis(topology)) {
      Retrier retrier = retrier(CancelSignal.never());
      RedisInfo theirs = retrier.ask(() -> there.info());
      if (theirs.loading()) {
        return Optional.of("its Redis is loading");
      }
      if (!theirs.replication().isMaster()) {
        return Optional.of("its Redis is a replica");
      }
      Warmth warmth =
          Warmth.at(
              there,
              theirs,
              NodeRecord.nodeName(peer.datacenter(), peer.rack()),
              config.coldUptimeSeconds());
      if (warmth != Warmth.AUTHORITY) {
        return Optional.of("it " + warmth.text());
      }
      DynomiteSign dynomite = sign(peer);
      if (dynomite.doesNotServe()) {
        return Optional.of(dynomite.text());
      }
      RedisInfo ours = retrier.ask(() -> here.info());
      long own = ours.keys();
      return KeyShare.isLessThanHalf(theirs.keys(), own)
          ? Optional.of(
              "has "
                  + Units.keys(theirs.keys())
                  + ", fewer than half of the "
                  + own
                  + " of this node")
          : stranger(peer, here, ours);
    } catch (WarmupException e) {
      return Optional.of(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while it was probed");
    }
  }

  private Optional<String> stranger(Peer peer, RedisNode here, RedisInfo ours)
      throws InterruptedException {
    LocalEvidence local = LocalEvidence.of(here, ours, host.ticker());
    RankingRules rules =
        RankingRules.of(ours.keys(), config.force(), 0, Collections.emptyMap())
            .withLocal(local)
            .withKeyRange(RingRange.range(host, config, topology));
    return new PeerProber(host.redisConnector(), host.ticker())
            .beside(local)
            .probe(Collections.singletonList(peer), access, (int) config.probeMillis())
            .stream()
            .findFirst()
            .flatMap(facts -> Eligibility.stranger(facts, rules));
  }
}
