// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** The daemon leaves a node alone that it has prepared for a stop, and resumes after it. */
public class PlannedStopDaemonIT extends Scenario {
  private WatchedNode daemon;

  private void warm() {
    cluster();
    Filler.types(source().redis(), 20);
    daemon = closeLater(WatchedNode.of(cold())).awaitWarm();
  }

  private void write(String key) {
    try (Jedis client = Checks.client(source().dynomite().client())) {
      assertEquals("OK", client.set(key, "x"));
    }
  }

  private String dynomite() {
    return cold().dynomite().adminClient().state();
  }

  private void assertResumed() {
    WarmupStatus end = daemon.awaitWarmedAfter(1);
    assertSays("resume (auto: ", end.strategy().orElse(""));
    Await.until("the node to serve", LIMIT, () -> "NORMAL".equals(dynomite()));
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aRedisThatIsRestartedIsResumed() {
    warm();
    String syncs = source().redis().info("stats", "sync_full");
    daemon.warmup().prepareStop("a test");
    write("during the stop");
    long probes = pings();
    Await.until("more probes", LIMIT, () -> pings() > probes + 8);
    assertEquals("STANDBY", dynomite());
    cold().redis().stop();
    write("while Redis is down");
    Await.until("the daemon to see it", LIMIT, () -> daemon.redis().state().equals("DOWN"));
    assertEquals("STANDBY", dynomite());
    cold().redis().start();
    assertResumed();
    assertEquals(syncs, source().redis().info("stats", "sync_full"));
  }

  /** The daemon holds the source's stream, which is far longer than the backlog. */
  @Test
  public void theBacklogNeedNotReachBackIfTheDaemonStaysUp() {
    warm();
    try (Jedis jedis = source().redis().client()) {
      jedis.configSet("repl-backlog-size", "16384");
    }
    String syncs = source().redis().info("stats", "sync_full");
    daemon.warmup().prepareStop("a test");
    // Dynomite would wait longer and longer before it connects to a Redis that is down.
    try (Jedis client = Checks.client(source().dynomite().client())) {
      for (int i = 0; i < 2_000; i++) {
        client.incr("counter:" + i % 10);
        client.set("during the stop:" + i, "x".repeat(100));
      }
    }
    cold().redis().stop();
    cold().redis().start();
    assertResumed();
    assertSays("is held here", daemon.warmup().status().strategy().orElse(""));
    assertEquals(syncs, source().redis().info("stats", "sync_full"));
    assertEquals("0", source().redis().info("replication", "connected_slaves"));
  }

  private long pings() {
    return Long.parseLong(
        cold().redis().info("commandstats", "cmdstat_info").replaceAll("calls=(\\d+),.*", "$1"));
  }

  /** Redis has its data on disk, which is not enough after a stop. */
  @Test
  public void aStopThatCouldNoteNothingIsFollowedByARunToo() {
    warm();
    try (Jedis jedis = source().redis().client()) {
      jedis.configSet("repl-backlog-ttl", "1");
    }
    Await.until(
        "the source to free its backlog",
        LIMIT,
        () -> "0".equals(source().redis().info("replication", "repl_backlog_active")));
    String said = daemon.warmup().prepareStop("a test");
    assertSays("the next start cannot resume, and compares the keys instead: ", said);
    assertSays("set repl-backlog-ttl to 0 there", said);
    write("during the stop");
    cold().redis().stop();
    cold().redis().start();
    WarmupStatus end = daemon.awaitWarmedAfter(1);
    assertSays("keeps no replication stream", end.warnings().toString());
    assertSays("delta", end.strategy().orElse(""));
    assertSame(cold(), source());
  }

  @Test
  public void aStartUndoesTheStop() {
    warm();
    daemon.warmup().prepareStop("a test");
    write("during the stop");
    daemon.warmup().start(WarmupRequest.manual());
    assertResumed();
  }
}
