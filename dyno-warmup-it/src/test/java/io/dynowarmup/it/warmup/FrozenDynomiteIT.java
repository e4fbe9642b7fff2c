// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.net.LagProxy;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * The only peer's Dynomite is stopped (SIGSTOP): its ports accept connections and answer nothing.
 * Its Redis answers, and has missed the cluster's writes since.
 */
public class FrozenDynomiteIT extends Scenario {
  private static final int KEYS = 500;
  private static final int NEW_KEYS = 100;
  private static final long LINK_MILLIS = 1_500;

  /** The source lacks the newest keys and holds older values of the others. */
  private void bothHoldData() {
    cluster();
    fill(source().redis().client(), KEYS, "old");
    fill(cold().redis().client(), KEYS + NEW_KEYS, "new");
  }

  private static void fill(Jedis client, int keys, String value) {
    try (Jedis jedis = client) {
      for (int i = 0; i < keys; i++) {
        jedis.set("key:" + i, value);
      }
    }
  }

  private void assertAsksAndKeepsAll(WarmupStatus end) {
    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_AUTHORITY, end);
    assertSays("--source " + source().rack(), end.reason());
    try (Jedis jedis = cold().redis().client()) {
      for (int i = 0; i < KEYS + NEW_KEYS; i++) {
        assertEquals("key:" + i, "new", jedis.get("key:" + i));
      }
    }
  }

  @Test
  public void theSourceRemovesAndOverwritesNothing() throws Exception {
    bothHoldData();
    source().dynomite().freeze();
    WarmedNode node = warmup().set("strategy", "delta");

    String preflight = node.engine().preflight(WarmupRequest.atStartup()).text();
    WarmupStatus end = node.atStartup();

    assertSays("it hangs or is frozen", preflight);
    assertSays("it hangs or is frozen", end.reason());
    assertAsksAndKeepsAll(end);
  }

  @Test
  public void neitherDoesOneThatIsStoppedAfterItWasChosen() {
    bothHoldData();
    WarmedNode[] node = new WarmedNode[1];
    Calls freezing =
        new Calls() {
          @Override
          public void before(Call call) {
            WarmupStatus now = node[0] == null ? null : node[0].engine().status();
            if (now != null && now.phase() == WarmupPhase.TRANSFER) {
              source().dynomite().freeze();
            }
          }
        };
    node[0] = closeLater(WarmedNode.of(cold(), freezing)).set("strategy", "delta");

    WarmupStatus end = node[0].atStartup();

    assertSays("nothing here is removed or overwritten any more", end.warnings().toString());
    assertAsksAndKeepsAll(end);
  }

  /**
   * A repair right after the own warm-up takes the only peer's values. The peer is stopped before
   * the first call of this method in the verification, and this node gets newer values.
   */
  private VerifyReport repairedAfterTheFirst(String method) {
    cluster();
    fill(source().redis().client(), KEYS, "old");
    AtomicBoolean done = new AtomicBoolean();
    Calls freezing =
        new Calls() {
          @Override
          public void before(Call call) {
            if (Thread.currentThread().getName().equals("dyno-warmup-verify")
                && call.method().equals(method)
                && done.compareAndSet(false, true)) {
              source().dynomite().freeze();
              fill(cold().redis().client(), KEYS / 2, "new");
            }
          }
        };
    WarmedNode node =
        closeLater(WarmedNode.of(cold(), freezing))
            .set("verify", "repair")
            .set("verify.repair.deletes", true);
    assertWarmed(node.atStartup());
    Await.until(
        () -> "the end of " + node.engine().verification(),
        LIMIT,
        () ->
            node.engine().verification().state() != State.NONE
                && node.engine().verification().state() != State.RUNNING);
    assertTrue("the peer was stopped", done.get());
    return node.engine().verification();
  }

  private void assertKeptAll() {
    try (Jedis jedis = cold().redis().client()) {
      for (int i = 0; i < KEYS / 2; i++) {
        assertEquals("key:" + i, "new", jedis.get("key:" + i));
      }
    }
  }

  @Test
  public void aRepairTakesNothingFromIt() {
    VerifyReport report = repairedAfterTheFirst("databases");

    assertSays("it hangs or is frozen", report.text());
    assertKeptAll();
  }

  /** A Dynomite behind a link of 1.5 s each way answers in the end. */
  @Test
  public void aSlowOneDecidesAsBefore() {
    bothHoldData();
    InetSocketAddress slow = new InetSocketAddress(source().host(), FreePorts.next());
    closeLater(LagProxy.between(slow, source().dynomite().client()).delay(LINK_MILLIS));

    WarmupStatus end =
        warmup()
            .set("strategy", "delta")
            .set("peer.dynomite.client.port", slow.getPort())
            .atStartup();

    assertWarmed(end);
    assertSame(cold(), source());
  }
}
