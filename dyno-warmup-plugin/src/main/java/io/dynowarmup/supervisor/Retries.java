// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.engine.decision.RetryPolicy;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.Timer;
import io.dynowarmup.topology.Topology;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries a failed start-up run as the {@link RetryPolicy} decides. The host registers it as an
 * observer and provides the timer, which uses the monotonic clock.
 */
public final class Retries implements WarmupObserver {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private static final long UNREADABLE_MILLIS = 30_000;

  private final EngineHost host;
  private final Warmup warmup;
  private final Consumer<String> notes;
  private final LongConsumer timer;
  private final Consumer<String> plans;
  private String lastRun = "";
  private WarmupStatus failed;
  private int tried;

  public Retries(EngineHost host, WarmupEngine warmup, Timer timer) {
    this.host = host;
    this.warmup = warmup;
    this.notes = warmup::note;
    this.timer = millis -> timer.once("retry", millis, this::due);
    this.plans = warmup::planned;
  }

  /**
   * @param notes receives texts for the warnings of the last run
   * @param timer calls {@link #due()} once, after the given number of milliseconds, on a thread of
   *     its own
   */
  public Retries(EngineHost host, Warmup warmup, Consumer<String> notes, LongConsumer timer) {
    this.host = host;
    this.warmup = warmup;
    this.notes = notes;
    this.timer = timer;
    this.plans = text -> {};
  }

  /** Evaluates the end of each run once. */
  @Override
  public synchronized void changed(WarmupStatus status) {
    if (status.running()
        || !status.outcome().isPresent()
        || status.runId().orElse("").equals(lastRun)) {
      return;
    }
    lastRun = status.runId().orElse("");
    if (RetryPolicy.concerns(status)) {
      failed = status;
      decide();
    } else if (status.outcome().get() == WarmupOutcome.WARMED) {
      forget();
    }
  }

  /** Starts the retry if it is still appropriate. */
  public synchronized void due() {
    if (failed == null) {
      return;
    }
    try {
      WarmupConfig config = host.readConfig();
      Optional<String> objection = RetryPolicy.of(config).objection(failed, tried);
      if (objection.isPresent()) {
        giveUp(objection.get());
        return;
      }
      Optional<String> notNow = notNow(config);
      if (notNow.isPresent()) {
        LOG.info("Skipped retry {}: {}", tried + 1, notNow.get());
        tried++;
        decide();
        return;
      }
      String run = warmup.start(WarmupRequest.atStartup().keepingData().by("retry " + (tried + 1)));
      tried++;
      plans.accept("");
      LOG.info("Started run {} as retry {} of the start-up run that failed", run, tried);
    } catch (WarmupException e) {
      if (e.reason() == Reason.NOT_RUNNING) {
        forget();
        return;
      }
      LOG.warn("Cannot start retry {}: {}", tried + 1, e.getMessage());
      if (e.reason() != Reason.ALREADY_RUNNING) {
        tried++;
      }
      decide();
    }
  }

  private void decide() {
    try {
      WarmupConfig config = host.readConfig();
      RetryPolicy policy = RetryPolicy.of(config);
      Optional<String> objection = policy.objection(failed, tried);
      if (objection.isPresent()) {
        giveUp(objection.get());
        return;
      }
      schedule(policy);
    } catch (WarmupException e) {
      // The file may be open in an editor. The next retry reads the settings again.
      schedule(new RetryPolicy(true, tried + 1, UNREADABLE_MILLIS));
    }
  }

  /** Returns whether a start-up run that failed or found no peer is going to be retried. */
  public synchronized boolean isPending() {
    return failed != null;
  }

  private void schedule(RetryPolicy policy) {
    long millis = policy.pauseMillis(tried, host.random());
    Instant at = Instant.ofEpochMilli(host.ticker().epochMillis() + millis);
    String text =
        "the start-up run "
            + (RetryPolicy.foundNoPeer(failed) ? "found no peer" : "failed")
            + " and is tried again at "
            + at
            + ", in "
            + millis / 1_000
            + " s (retry "
            + (tried + 1)
            + " of "
            + policy.most()
            + "); what the node takes until then is kept";
    LOG.warn("Retry: {}", text);
    notes.accept(text);
    plans.accept(text);
    timer.accept(millis);
  }

  private void giveUp(String why) {
    String text = "the start-up run is not tried again: " + why;
    LOG.warn("Retry: {}", text);
    notes.accept(text);
    forget();
  }

  private void forget() {
    plans.accept("");
    failed = null;
    tried = 0;
  }

  private Optional<String> notNow(WarmupConfig config) {
    if (!RetryPolicy.foundNoPeer(failed)) {
      return Optional.empty();
    }
    Topology topology = host.readTopology(config);
    NodeFinder finder = new NodeFinder(host, config);
    Optional<RedisInfo> local = check(() -> finder.localRedis(topology));
    OptionalLong elsewhere =
        topology.sameTokenPeers(config.remoteDatacenters()).stream()
            .map(
                peer ->
                    check(
                        () ->
                            host.redisConnector()
                                .connect(peer.redis(), finder.peerAccess(topology))))
            .filter(Optional::isPresent)
            .mapToLong(info -> info.get().keys())
            .max();
    return RetryPolicy.notNow(failed, local, elsewhere);
  }

  private static Optional<RedisInfo> check(Supplier<RedisNode> connector) {
    try (RedisNode redis = connector.get()) {
      return Optional.of(redis.info());
    } catch (WarmupException e) {
      LOG.debug("Cannot probe a Redis before a retry", e);
      return Optional.empty();
    }
  }
}
