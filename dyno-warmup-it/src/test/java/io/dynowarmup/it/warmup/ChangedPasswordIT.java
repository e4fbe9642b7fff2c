// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ClientKillParams;

/** An operator changes the password of the local user while a run is in progress. */
public class ChangedPasswordIT extends Scenario {
  private static final String USER = "warm";

  /** Changes the password after the first call of this method to the local Redis. */
  private WarmedNode passwordChangesAfter(String method) {
    try (Jedis here = cold().redis().client()) {
      here.aclSetUser(USER, "on", ">old", "~*", "&*", "+@all");
    }
    AtomicBoolean changed = new AtomicBoolean();
    String local = cold().host() + ":" + cold().redis().port();
    Calls calls =
        new Calls() {
          @Override
          public void after(Call call, Object answer) {
            if (call.target().equals(local)
                && call.method().equals(method)
                && changed.compareAndSet(false, true)) {
              change();
            }
          }
        };
    return closeLater(WarmedNode.of(cold(), calls))
        .set("redis.username", USER)
        .set("redis.password", "old")
        .set("peer.redis.username", "")
        .set("peer.redis.password", "")
        .set("force", true);
  }

  private void change() {
    try (Jedis here = cold().redis().client()) {
      here.aclSetUser(USER, "resetpass", ">new");
      here.clientKill(new ClientKillParams().user(USER));
    }
  }

  @Test
  public void aNodeThatMayStillBeAReplicaStaysOutOfServiceUntilTheNextRun() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);

    WarmedNode node = passwordChangesAfter("replicaOf").set("strategy", "replication");
    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.RESTORE_FAILED, end);
    assertSays("does not accept the password of user 'warm'", end.reason());
    assertSays("may still be a replica, so Dynomite stays out of service", end.reason());
    assertSays("correct the password and run again", end.reason());
    assertEquals("slave", cold().redis().info("replication", "role"));
    assertEquals("STANDBY", cold().dynomite().adminClient().state());

    assertWarmed(node.set("redis.password", "new").atStartup());
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aNodeThatWasNeverAReplicaServesAgainWithinSeconds() {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    Filler.strings(cold().redis(), 400, 20);

    WarmupStatus end = passwordChangesAfter("read").set("strategy", "delta").atStartup();

    assertEquals(end.toString(), WarmupOutcome.FAILED, end.outcome().orElse(null));
    assertSays("does not accept the password of user 'warm'", end.reason());
    assertFalse(end.reason(), end.reason().contains("within restore.msec"));
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    assertServes(cold());
  }

  /** The connection to the source stays logged in, so only the link of the replica shows it. */
  @Test
  public void thePasswordOfTheSourceChangesBeforeTheLocalRedisIsAttached() {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    try (Jedis there = source().redis().client()) {
      there.aclSetUser(USER, "on", ">old", "~*", "&*", "+@all");
    }
    WarmedNode[] node = new WarmedNode[1];
    AtomicBoolean changed = new AtomicBoolean();
    Calls calls =
        new Calls() {
          @Override
          public void before(Call call) {
            if (call.method().equals("replicaOf") && changed.compareAndSet(false, true)) {
              try (Jedis there = source().redis().client()) {
                there.aclSetUser(USER, "resetpass", ">new");
              }
            }
          }

          @Override
          public void after(Call call, Object answer) {
            boolean transfer =
                node[0] != null && node[0].engine().status().phase() == WarmupPhase.TRANSFER;
            if (transfer) {
              node[0].set("peer.redis.password", "new");
            }
          }
        };
    node[0] = closeLater(WarmedNode.of(cold(), calls));

    WarmupStatus end =
        node[0]
            .set("peer.redis.username", USER)
            .set("peer.redis.password", "old")
            .set("strategy", "replication")
            .set("stall.msec", 20_000)
            .atStartup();

    assertTrue("it was changed", changed.get());
    assertWarmed(end);
    assertFalse(end.warnings().toString(), end.warnings().toString().contains("giving up"));
    assertSame(cold(), source());
  }
}
