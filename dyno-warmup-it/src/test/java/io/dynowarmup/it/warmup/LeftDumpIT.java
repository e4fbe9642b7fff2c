// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A Redis without persistence, and a dump that its next start would load. */
@EveryRedis
public class LeftDumpIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final String HERE = "Redis keeps nothing on disk";

  private void twoRacks() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
  }

  private Path dump() {
    return cold().redis().dir().resolve("dump.rdb");
  }

  private void saved() {
    try (Jedis here = cold().redis().client()) {
      here.set("old", "of an earlier time");
      here.save();
    }
    assertTrue(dump().toString(), Files.exists(dump()));
  }

  @Test
  public void noneIsLeftOfASync() {
    twoRacks();
    Map<String, String> before = Servers.settings(cold());

    WarmupStatus end = warmup().set("strategy", "replication").atStartup();

    assertWarmed(end);
    assertSame(cold(), source());
    assertFalse(dump().toString(), Files.exists(dump()));
    assertFalse(said(end), said(end).contains(HERE));
    assertEquals(before, Servers.settings(cold()));
    Path there = source().redis().dir().resolve("dump.rdb");
    assertEquals(said(end), Files.exists(there), said(end).contains("it would load " + there));
    cold().redis().kill();
    cold().redis().start();
    assertEquals(0, cold().redis().keys());
  }

  /** The snapshot overwrites the earlier dump in any case. */
  @Test
  public void norOneOfAnEarlierTime() throws InterruptedException {
    twoRacks();
    saved();
    WarmedNode warmup = warmup().set("force", true).set("strategy", "replication");
    assertFalse(preflight(warmup), preflight(warmup).contains(HERE));

    assertWarmed(warmup.atStartup());

    assertFalse(dump().toString(), Files.exists(dump()));
  }

  @Test
  public void oneOfAnEarlierTimeIsNamedAndStaysAfterAComparison() throws InterruptedException {
    twoRacks();
    saved();
    WarmedNode warmup = warmup().set("force", true).set("strategy", "delta");
    String sentence = HERE + ", but it would load " + dump() + " of ";
    assertSays(sentence, preflight(warmup));

    WarmupStatus end = warmup.atStartup();

    assertWarmed(end);
    assertSays(sentence, said(end));
    assertTrue(dump().toString(), Files.exists(dump()));
  }

  @Test
  public void thatOfARedisWithSavePointsIsItsOwn() {
    twoRacks();
    Servers.config(cold(), "save", "3600 1");
    saved();

    WarmupStatus end = warmup().set("force", true).set("strategy", "replication").atStartup();

    assertWarmed(end);
    assertFalse(said(end), said(end).contains(HERE));
    assertTrue(dump().toString(), Files.exists(dump()));
  }

  /** An ACL refuses CONFIG SET. */
  @Test
  public void oneThatCannotBeDeletedIsNamed() {
    twoRacks();
    try (Jedis here = cold().redis().client()) {
      here.aclSetUser("default", "-config", "+config|get");
    }
    WarmedNode warmup = warmup().set("strategy", "replication");

    WarmupStatus end = warmup.atStartup();

    assertWarmed(end);
    assertSays("it would load " + dump() + " of ", said(end));
  }

  /** Redis cannot be asked, so the run reports that it may save to disk. */
  @Test
  public void withoutConfigTheDoubtIsSaid() throws InterruptedException {
    twoRacks();
    try (Jedis here = cold().redis().client()) {
      here.aclSetUser("default", "-config");
    }
    WarmedNode warmup = warmup().set("strategy", "replication");
    assertSays("not known whether Redis saves to disk", preflight(warmup));

    WarmupStatus end = warmup.atStartup();

    assertWarmed(end);
    assertSays("not known whether Redis saves to disk", said(end));
  }

  @Test
  public void noneIsLeftWhenTheRunIsAborted() {
    twoRacks();
    Map<String, String> before = Servers.settings(cold());
    WarmedNode[] warmup = new WarmedNode[1];
    warmup[0] =
        closeLater(
            Strike.when(
                    (call, status) -> call.method().equals("replicaOf"),
                    () -> warmup[0].engine().abort("a test"))
                .beside(cold()));

    WarmupStatus end = warmup[0].set("strategy", "replication").atStartup();

    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, end);
    assertFalse(dump().toString(), Files.exists(dump()));
    assertEquals(before, Servers.settings(cold()));
  }

  /** Kills the run while Redis loads the snapshot, which is its dump.rdb at that time. */
  private TempDir killedInTheLoad() throws Exception {
    cluster(c -> c.sendingAtOnce());
    Servers.fillForSlowLoad(source(), 50);
    Servers.loadSlowly(cold(), 60);
    TempDir state = closeLater(TempDir.create("killed"));
    Daemon killed = daemon(state);
    Await.until("a load", LIMIT, () -> "1".equals(cold().redis().info("persistence", "loading")));
    killed.kill();
    return state;
  }

  private Daemon daemon(TempDir state) throws Exception {
    return closeLater(
        Daemon.beside(
            cold(), List.of(), "state.file=" + state.file("state"), "strategy=replication"));
  }

  private void assertWarmedWithoutADump(TempDir state) throws Exception {
    Daemon next = daemon(state);
    next.awaitLog(": WARMED (run=");
    assertFalse(next.log(), Files.exists(dump()));
    assertFalse(next.log(), next.log().contains(HERE));
    assertEquals("no", Servers.settings(cold()).get("rdb-del-sync-files"));
    assertEquals(143, next.terminate());
    assertSame(cold(), source());
    cold().redis().kill();
    cold().redis().start();
    assertEquals(0, cold().redis().keys());
  }

  @Test
  public void norOfOneThatTheNextRunAdopts() throws Exception {
    assertWarmedWithoutADump(killedInTheLoad());
  }

  /** Redis is killed too. It comes back with the snapshot, and would do so at each start. */
  @Test
  public void norOfOneThatStartsOver() throws Exception {
    TempDir state = killedInTheLoad();
    assertTrue(Files.exists(dump()));

    cold().redis().kill();
    cold().redis().start();

    assertTrue(cold().redis().keys() >= 50);
    assertWarmedWithoutADump(state);
  }

  private static String said(WarmupStatus end) {
    return end.warnings().toString();
  }

  private static String preflight(WarmedNode warmup) throws InterruptedException {
    return warmup.engine().preflight(WarmupRequest.atStartup()).text();
  }
}
