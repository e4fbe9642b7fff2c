package io.dynowarmup.engine;

import io.dynowarmup.Endpoint;
import io.dynowarmup.Peer;
import io.dynowarmup.Progress;
import io.dynowarmup.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.traffic.RoundTrips;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What CATCH_UP measures for the hand-over: how far away the peers and the source are. */
final class Measures {
  private static final int LIMIT_MILLIS = 1_000;
  private static final int MOST_LOOKS = 5;

  private final Run run;
  private final RoundTrips roundTrips;
  private long longestRoundTripNanos;
  private long longestInfoNanos;
  private int looks;

  Measures(Run run) {
    this.run = run;
    this.roundTrips = new RoundTrips(run.ticker(), LIMIT_MILLIS);
  }

  /** Measures in the first looks in which the stream flows; more would only load the peers. */
  void look(Progress progress) {
    if (progress.stage() == Progress.Stage.COPYING || looks >= MOST_LOOKS) {
      return;
    }
    looks++;
    info();
    List<Endpoint> ports = new ArrayList<>();
    for (Peer peer : run.node().topology().peers()) {
      ports.add(peer.dynomite());
    }
    List<RedisNode> nodes = new ArrayList<>();
    nodes.add(run.attempt().source());
    longestRoundTripNanos = Math.max(longestRoundTripNanos, roundTrips.longestNanos(ports, nodes));
  }

  private void info() {
    long before = run.ticker().nanos();
    try {
      run.attempt().source().info("replication");
      longestInfoNanos = Math.max(longestInfoNanos, run.ticker().nanos() - before);
    } catch (WarmupException e) {
      // the next poll says what is wrong with the source
    }
  }

  HandOverPlan plan(long writesPerSecond) {
    HandOverPlanner planner =
        new HandOverPlanner(
            run.config().handOver().limitMillis(),
            run.config().handOver().settleMillis(),
            run.node().topology().dynomite().timeoutMillis());
    return planner.plan(
        ceilMillis(longestRoundTripNanos), ceilMillis(longestInfoNanos), -1, writesPerSecond);
  }

  private static long ceilMillis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }
}
