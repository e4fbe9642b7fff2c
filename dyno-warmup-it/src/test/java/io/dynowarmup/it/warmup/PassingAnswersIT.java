// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** If a Redis does not answer for a moment, on either side, the run continues. */
public class PassingAnswersIT extends Scenario {
  private static final int KEYS = 6_000;

  /** Limits the rate so that a comparison takes some seconds. */
  private static final int KEYS_PER_SECOND = 3_000;

  private WarmedNode delta() {
    return delta(Calls.IGNORED);
  }

  private WarmedNode delta(Calls calls) {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.strings(cold().redis(), KEYS - 500, 50);
    return closeLater(WarmedNode.of(cold(), calls))
        .set("strategy", "delta")
        .set("force", true)
        .set("redis.timeout.msec", 500)
        .set("delta.keys.per.second", KEYS_PER_SECOND);
  }

  /** Starts a run. Returns when more than a third of the keys has been compared. */
  private static void awaitHalf(WarmedNode node) {
    node.engine().start(WarmupRequest.manual());
    Await.until(
        () -> "half of the keys, now " + node.engine().status().progress(),
        LIMIT,
        () -> compared(node.engine().status()) > KEYS / 3);
  }

  private static long compared(WarmupStatus status) {
    return status.progress().keys().map(k -> k.compared()).orElse(0L);
  }

  private void assertResumedAndWarmed(WarmupStatus end) {
    assertWarmed(end);
    assertEquals("the same source", 1, end.candidates().size());
    assertTrue("from its cursor: " + compared(end), compared(end) < KEYS * 3 / 2);
    assertTrue(
        end.warnings().toString(), end.warnings().stream().noneMatch(w -> w.contains("giving up")));
    assertSame(cold(), source());
    assertServes(cold());
  }

  /** Waits 4 s, so long that a run that counts three failures would have ended. */
  private static void awhile() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4_000);
    Await.until("four seconds", LIMIT, () -> System.nanoTime() - end > 0);
  }

  private WarmedNode halfDone() {
    WarmedNode node = delta();
    awaitHalf(node);
    return node;
  }

  @Test
  public void theSourceIsBusyInADelta() {
    WarmedNode node = halfDone();
    try (Busy busy = Busy.with(source().redis())) {
      awhile();
    }
    assertResumedAndWarmed(node.end());
  }

  @Test
  public void theLocalRedisIsBusyInADelta() {
    WarmedNode node = halfDone();
    try (Busy busy = Busy.with(cold().redis())) {
      awhile();
    }
    assertResumedAndWarmed(node.end());
  }

  @Test
  public void theSourceSleepsInADelta() {
    WarmedNode node = halfDone();
    try (Jedis jedis = source().redis().client()) {
      Servers.debug(jedis, "SLEEP", "4");
    }
    assertResumedAndWarmed(node.end());
  }

  @Test
  public void connectionsAreKilledAgainAndAgainInADelta() throws Exception {
    UntilTheMarkers killers = new UntilTheMarkers();
    WarmedNode node = delta(killers);
    killers.start(node, cold().redis(), source().redis());
    try (killers) {
      awaitHalf(node);
      // This also kills Dynomite's connections, so Dynomite is unhealthy until it stops.
      Await.until("the hand-over", LIMIT, () -> isPastCopying(node.engine().status()));
    }
    assertResumedAndWarmed(node.end());
  }

  private static boolean isPastCopying(WarmupStatus status) {
    return !status.running() || status.phase().compareTo(WarmupPhase.HAND_OVER) >= 0;
  }

  /** Kills connections until the run has copied everything and looks for its first marker. */
  private static final class UntilTheMarkers implements Calls, AutoCloseable {
    private final List<Killer> killers = new ArrayList<>();
    private WarmedNode node;

    void start(WarmedNode killed, RedisServer... servers) {
      node = killed;
      for (RedisServer server : servers) {
        killers.add(new Killer(server));
      }
    }

    @Override
    public void before(Call call) {
      if (call.method().equals("read") && compared(node.engine().status()) >= KEYS) {
        close();
      }
    }

    @Override
    public void after(Call call, Object answer) {
      killers.forEach(killer -> killer.answered(call.target()));
    }

    @Override
    public void close() {
      killers.forEach(Killer::close);
    }
  }

  @Test
  public void idleConnectionsAreClosed() {
    cluster();
    Filler.strings(source().redis(), 2_000, 50);
    // Avoids an unrelated warning about a source that sends its snapshot from a file.
    Servers.config(source(), "repl-diskless-sync", "yes");
    for (RackNode node : new RackNode[] {source(), cold()}) {
      Servers.config(node, "timeout", "1");
    }
    WarmedNode node = warmup().set("poll.msec", 2_500).set("handover.write.probe", false);

    WarmupStatus end = node.byHand();

    assertWarmed(end);
    // Without probes, RECONCILE has no markers.
    assertEquals(end.warnings().toString(), 1, end.warnings().size());
    assertSays("no key was checked: markers can be written", end.warnings().get(0));
    assertSame(cold(), source());
  }

  private WarmedNode slowReplication() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(2_000_000);
    WarmedNode node = warmup().set("redis.timeout.msec", 500);
    node.engine().start(WarmupRequest.atStartup());
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    return node;
  }

  @Test
  public void theSourceIsBusyInAReplication() {
    WarmedNode node = slowReplication();
    try (Busy busy = Busy.with(source().redis())) {
      awhile();
    }
    WarmupStatus end = node.end();
    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void theLocalRedisIsBusyBeforeTheRunAndTheSourceInIt() throws Exception {
    cluster();
    Filler.strings(source().redis(), 2_000, 50);
    WarmedNode node = warmup();
    try (Busy there = Busy.with(source().redis())) {
      try (Busy here = Busy.with(cold().redis())) {
        PreflightReport report = node.engine().preflight(WarmupRequest.manual());
        assertEquals(PreflightReport.Answer.WOULD_FAIL, report.answer());
        Checks.assertSays("a run waits for it", report.text());
        node.engine().start(WarmupRequest.manual());
        node.awaitPhase(WarmupPhase.PREFLIGHT);
        awhile();
        assertEquals(WarmupPhase.PREFLIGHT, node.engine().status().phase());
      }
      node.awaitPhase(WarmupPhase.SELECT_SOURCE);
      awhile();
      assertEquals(WarmupPhase.SELECT_SOURCE, node.engine().status().phase());
    }
    WarmupStatus end = node.end();
    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aVerificationOutlastsThem() {
    WarmedNode node = delta().set("verify.keys.per.second", KEYS_PER_SECOND);
    node.engine().verify("full");
    awaitVerified(node, KEYS / 4);
    try (Busy here = Busy.with(cold().redis());
        Busy there = Busy.with(source().redis())) {
      awhile();
    }
    Await.until("the end", LIMIT, () -> node.engine().verification().state() != State.RUNNING);
    VerifyReport report = node.engine().verification();
    assertEquals(report.text(), State.DONE, report.state());
    assertEquals(report.text(), 500, report.differences());
  }

  private static void awaitVerified(WarmedNode node, long keys) {
    Await.until(
        "some keys",
        LIMIT,
        () ->
            node.engine().verification().peers().stream().mapToLong(p -> p.compared()).sum()
                > keys);
  }

  /**
   * Sends CLIENT KILL for all clients but itself every 50 ms, as long as the run gets answers in
   * between.
   */
  private static final class Killer implements AutoCloseable {
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    // On a slow machine the run would make no progress within the time between two kills.
    private static final int FEWEST_ANSWERS = 10;

    private final RedisServer redis;
    private final String target;
    private final AtomicInteger answers = new AtomicInteger(FEWEST_ANSWERS);
    private final Thread thread = new Thread(this::run, "killer");
    private volatile boolean over;

    Killer(RedisServer redis) {
      this.redis = redis;
      this.target = redis.host() + ":" + redis.port();
      thread.start();
    }

    private void run() {
      try (Jedis jedis = redis.client()) {
        while (!over) {
          if (answers.get() >= FEWEST_ANSWERS) {
            answers.set(0);
            jedis.clientKill(
                new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
          }
          LockSupport.parkNanos(BETWEEN_NANOS);
        }
      } catch (JedisException e) {
        // The server was stopped.
      }
    }

    /** Counts an answer of this server, or of another one. */
    void answered(String from) {
      if (from.equals(target)) {
        answers.incrementAndGet();
      }
    }

    @Override
    public void close() {
      over = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
