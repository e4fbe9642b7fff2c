// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines whether the node needs a run, from what Redis holds and what the last run has left.
 */
final class DueRun {
  private static final Logger LOG = LoggerFactory.getLogger(DueRun.class);

  private static final String BY_HAND =
      "; warm it before another rack's Redis is restarted, or no copy is known to be right";

  private final WarmupEngine engine;
  private final RedisSupervisor redis;
  private final Standby standby;
  private final NodePicture picture;
  private String begunRunId = "";
  private String begunWhy = "";
  private String handledRunId = "";
  private boolean keepsData;

  DueRun(WarmupEngine engine, RedisSupervisor redis, Standby standby, NodePicture picture) {
    this.engine = engine;
    this.redis = redis;
    this.standby = standby;
    this.picture = picture;
  }

  /**
   * Returns why a run is due; empty if none is.
   *
   * @param now INFO of the local Redis
   */
  Optional<String> why(LockedNode node, RedisInfo now) {
    keepsData = false;
    if (!begunRunId.isEmpty()) {
      // However the run ended, this Redis is accepted: a node without a warm-up is better than no
      // node.
      redis.acceptIf(now, begunRunId);
      begunRunId = "";
      if (!begunWhy.isEmpty() && node.state().leftCold() && !engine.status().coldAndServing()) {
        // The run ended before it saw the node, as with invalid settings.
        picture.doubt(begunWhy);
      }
    }
    if (node.requiresBootstrap()) {
      redis.accept(now);
      return unfinished(node);
    }
    WarmupStatus last = engine.status();
    boolean warmed = last.outcome().filter(o -> o == WarmupOutcome.WARMED).isPresent();
    Optional<String> lost = redis.lost(now, node, standby, warmed);
    Optional<String> missed = standby.missed(node, now);
    keepsData = missed.isPresent() && !lost.isPresent();
    Optional<String> why = keepsData ? missed : lost.map(l -> "Redis was restarted: " + l);
    if (why.isPresent() && !node.config().bootstrap()) {
      leaveAsItIs(node, now, why.get() + (keepsData ? BY_HAND : ""));
      return Optional.empty();
    }
    if (why.isPresent()) {
      return why;
    }
    return restartedInRun(last) && node.config().bootstrap()
        ? Optional.of(last.reason())
        : unfinished(node);
  }

  private void leaveAsItIs(LockedNode node, RedisInfo now, String why) {
    LOG.warn("The node is not warmed, as bootstrap is false: {}", why);
    if (redis.wasSeen() || keepsData) {
      picture.doubt(why);
    }
    standby.open(node, "bootstrap is false, so the node serves what it has");
    accept(now);
  }

  /** Returns whether the run itself found that the data it had copied is lost again. */
  private boolean restartedInRun(WarmupStatus last) {
    return last.reasonCode().filter(c -> c == Reason.REDIS_RESTARTED).isPresent()
        && !last.runId().orElse("").equals(handledRunId);
  }

  /** Returns a run that RESTORE could not end because Redis or Dynomite did not come up in time. */
  private Optional<String> unfinished(LockedNode node) {
    // Without Dynomite, a run could do no more than the last one.
    boolean ranHere = engine.status().outcome().isPresent() && node.probeDynomite().answers();
    return ranHere
        ? node.state().unfinished().map(u -> u + " has to be cleaned up")
        : Optional.empty();
  }

  /** Returns whether the node has its data, and lacks only what the cluster wrote meanwhile. */
  boolean keepsData() {
    return keepsData;
  }

  /** Shows that the data is in doubt, if it is served before a run has compared it. */
  void doubtIfServed(String why) {
    if (keepsData) {
      picture.doubt(why);
    }
  }

  /** Records for which process of Redis a run begins, and why. */
  void begins(RedisInfo now, String why) {
    begunRunId = now.runId();
    begunWhy = keepsData ? why : "";
  }

  /** Records that the run has begun. It compares what the node has missed until now. */
  void hasBegun() {
    standby.accept();
  }

  /** Records that the run could not begin. */
  void hasNotBegun() {
    begunRunId = "";
  }

  /** Returns the request for the run. A run that keeps the data drops nothing for it. */
  WarmupRequest request() {
    handleLast();
    WarmupRequest request = WarmupRequest.atStartup().by("the watch");
    return keepsData ? request.keepingData() : request;
  }

  /** Accepts the node as it is, because no further run begins. */
  void giveUp(RedisInfo now, String why) {
    accept(now);
    doubtIfServed(why);
    handleLast();
  }

  private void accept(RedisInfo now) {
    redis.accept(now);
    standby.accept();
  }

  private void handleLast() {
    handledRunId = engine.status().runId().orElse("");
  }
}
