// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
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
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A Redis does not answer while both sides are compared at the end of a run. */
public class ProofUnderFaultsIT extends Scenario {
  private static final int KEYS = 2_000;

  /** Runs the action once, before the first script of the comparison at the end. */
  private WarmupStatus beforeTheFirstScript(RackNode target, Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    WarmedNode[] node = new WarmedNode[1];
    Calls calls =
        new Calls() {
          @Override
          public void before(Call call) {
            if (call.method().startsWith("eval")
                && call.target().equals(target.host() + ":" + target.redis().port())
                && node[0].engine().status().phase() == WarmupPhase.RESTORE
                && done.compareAndSet(false, true)) {
              action.run();
            }
          }
        };
    node[0] = closeLater(WarmedNode.of(cold(), calls)).set("redis.timeout.msec", 500);
    WarmupStatus end = node[0].atStartup();
    assertTrue("a script at the end", done.get());
    return end;
  }

  private void filled() {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
  }

  private static void killClients(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
  }

  private static void assertSampled(WarmupStatus end) {
    assertWarmed(end);
    assertTrue(end.proof().text(), end.proof().sampled().orElse(0) >= 490);
    assertEquals(end.proof().text(), "", end.proof().note());
  }

  @Test
  public void connectionsToTheSourceAreKilled() {
    filled();
    assertSampled(beforeTheFirstScript(source(), () -> killClients(source())));
  }

  @Test
  public void connectionsToTheLocalRedisAreKilled() {
    filled();
    assertSampled(beforeTheFirstScript(cold(), () -> killClients(cold())));
    assertServes(cold());
  }

  @Test
  public void aSourceThatStaysBusyWasComparedBeforeTheHandOver() {
    filled();

    WarmupStatus end =
        beforeTheFirstScript(source(), () -> closeLater(Busy.with(source().redis())));

    assertWarmed(end);
    ProofReport proof = end.proof();
    assertTrue(proof.text(), proof.sampled().orElse(0) > 0);
    assertEquals(proof.text(), proof.sampled().getAsLong(), proof.equal());
    assertSays("the sampled values are from before the hand-over", end.proof().text());
  }

  private static void pauseScripts(RackNode node) {
    try (Jedis admin = node.redis().client()) {
      admin.clientPause(60_000, ClientPauseMode.WRITE);
    }
  }

  /** The values that were equal before the hand-over do not hide that. */
  @Test
  public void namesAtTheEndThatDisagreeProveNothing() {
    filled();

    WarmupStatus end =
        beforeTheFirstScript(
            source(),
            () -> {
              pauseScripts(source());
              try (Jedis here = cold().redis().client()) {
                for (int i = 0; i < KEYS / 2; i++) {
                  here.rename("key:" + i, "other:" + i);
                }
              }
            });

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertSays(" looked up by name only", end.proof().text());
    assertFalse(end.proof().text(), end.proof().sampled().isPresent());
  }

  /** A pause holds back scripts, but not EXISTS. */
  @Test
  public void keysOfASourceThatIsPausedAreLookedUpByName() {
    filled();
    try (Jedis admin = source().redis().client()) {
      admin.clientPause(60_000, ClientPauseMode.WRITE);

      WarmupStatus end =
          closeLater(WarmedNode.of(cold()))
              .set("handover.write.probe", false)
              .set("redis.timeout.msec", 500)
              .atStartup();

      admin.clientUnpause();
      assertWarmed(end);
      assertTrue(end.proof().text(), end.proof().named().orElse(0) >= 490);
      assertSays(" looked up by name only, 0 on one side only", end.proof().text());
      assertSays("no values were compared: ", end.proof().text());
    }
  }
}
