// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * A local Redis that is a master and refuses writes. No wait for writes that are refused
 * permanently.
 */
public class RefusedWritesIT extends Scenario {
  private static final int KEYS = 2_000;

  private void aColdNode() {
    cluster(c -> c.redisConfig((rack, redis) -> redis.config("save", "3600 1")));
    Filler.strings(source().redis(), KEYS, 20);
  }

  /** Asserts that the run fails before it changes anything, and that preflight reports the same. */
  private void assertFailsAtOnce(String why, Reason reason, WarmedNode warmup) throws Exception {
    PreflightReport preflight = warmup.engine().preflight(WarmupRequest.atStartup());
    assertEquals(preflight.text(), PreflightReport.Answer.WOULD_FAIL, preflight.answer());
    assertSays(why, preflight.why());
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup.atStartup();

    assertEnded(WarmupOutcome.FAILED, reason, end);
    assertSays("the local Redis: ", end.reason());
    assertSays(why, end.reason());
    assertUntouched(before, end);
  }

  @Test
  public void tooFewReplicas() throws Exception {
    aColdNode();
    Servers.config(cold(), "min-replicas-to-write", "1");

    assertFailsAtOnce("'min-replicas-to-write'", Reason.REFUSES_WRITES, warmup());
  }

  @Test
  public void aSnapshotThatFailed() throws Exception {
    aColdNode();
    failToSave();

    assertFailsAtOnce("rdb_last_bgsave_status err", Reason.REFUSES_WRITES, warmup());
  }

  private void failToSave() throws IOException {
    Path inTheWay = cold().redis().dir().resolve("dump.rdb");
    Files.createDirectory(inTheWay);
    Files.createFile(inTheWay.resolve("file"));
    try (Jedis jedis = cold().redis().client()) {
      jedis.sendCommand(Protocol.Command.BGSAVE);
    }
    Await.until(
        "BGSAVE has failed",
        LIMIT,
        () -> "err".equals(cold().redis().info("persistence", "rdb_last_bgsave_status")));
  }

  @Test
  public void noMemory() throws Exception {
    aColdNode();
    Filler.strings(cold().redis(), "own", 100, 20);
    Servers.config(cold(), "maxmemory", "100000");

    assertFailsAtOnce("maxmemory", Reason.OUT_OF_MEMORY, warmup().set("force", true));
  }

  @Test
  public void aUserThatMayNotWrite() throws Exception {
    aColdNode();
    try (Jedis jedis = cold().redis().client()) {
      jedis.aclSetUser("own", "on", ">sesame", "~*", "+@all", "-set");
    }
    WarmedNode warmup = warmup().set("redis.username", "own").set("redis.password", "sesame");
    warmup.set("peer.redis.username", "default").set("peer.redis.password", "");

    assertFailsAtOnce("does not permit SET to user 'own'", Reason.NOPERM, warmup);
  }

  /**
   * The refusal begins only when all data has arrived. The node then goes into service with the
   * data at once.
   */
  @Test
  public void onesThatAreRefusedFromTheHandOverOnDoNotKeepTheNodeClosed() throws Exception {
    aColdNode();
    WarmedNode warmup =
        closeLater(
            WarmedNode.of(
                cold(),
                new Calls() {
                  @Override
                  public void before(Call call) {
                    if (call.method().equals("replicaOfNoOne")) {
                      Servers.config(cold(), "min-replicas-to-write", "1");
                    }
                  }
                }));
    warmup.set("restore.msec", 300_000);

    WarmupStatus end = warmup.atStartup();

    long restore = end.phaseMillis().get(WarmupPhase.RESTORE);
    assertTrue("RESTORE took " + restore + " ms", restore < 20_000);
    assertEnded(WarmupOutcome.PARTIAL, Reason.REFUSES_WRITES, end);
    assertSays("min-replicas-to-write", end.reason());
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    Servers.config(cold(), "min-replicas-to-write", "0");
    assertSame(cold(), source());
  }
}
