// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * A Redis answers BUSY or loses its connections in the phases in which the node takes no reads. All
 * of it happens on the thread of the run, so that no moment is missed.
 */
public class PassingPhasesIT extends Scenario {
  private static final int KEYS = 1_000;

  /** A run that asks again this often while a Redis is busy has not given up. */
  private static final int REFUSED_CALLS = 3;

  private WarmedNode[] node;

  private WarmupStatus run(String strategy, Calls calls) {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    if (strategy.equals("delta")) {
      Filler.strings(cold().redis(), KEYS - 100, 20);
    }
    node = new WarmedNode[1];
    node[0] = closeLater(WarmedNode.of(cold(), calls));
    return node[0]
        .set("strategy", strategy)
        .set("redis.timeout.msec", 500)
        .set("force", true)
        .byHand();
  }

  private WarmupPhase phase() {
    return node == null || node[0] == null ? null : node[0].engine().status().phase();
  }

  private void assertWarmedWithoutGivingUp(WarmupStatus end) {
    assertWarmed(end);
    assertTrue(
        end.warnings().toString(), end.warnings().stream().noneMatch(w -> w.contains("giving up")));
    assertTrue(end.proof().text(), end.proof().sampled().orElse(0) > 0);
    assertSame(cold(), source());
    assertServes(cold());
  }

  /**
   * Makes a Redis busy before its first call in a phase, until the run has asked it three times.
   */
  private final class BusyIn implements Calls {
    private final WarmupPhase phase;
    private final boolean here;
    private Busy busy;
    private int calls;
    private boolean begun;

    BusyIn(WarmupPhase phase, boolean here) {
      this.phase = phase;
      this.here = here;
    }

    @Override
    public synchronized void before(Call call) {
      RackNode target = here ? cold() : source();
      if (!call.target().equals(target.host() + ":" + target.redis().port())) {
        return;
      }
      if (busy == null) {
        if (!begun && phase() == phase) {
          begun = true;
          busy = closeLater(Busy.with(target.redis()));
        }
      } else if (++calls >= REFUSED_CALLS) {
        busy.close();
        busy = null;
      }
    }
  }

  private void busy(String strategy, WarmupPhase phase, boolean here) {
    BusyIn calls = new BusyIn(phase, here);
    WarmupStatus end = run(strategy, calls);
    assertTrue("a call in " + phase, calls.begun);
    assertEquals("the run asked again", null, calls.busy);
    assertWarmedWithoutGivingUp(end);
  }

  @Test
  public void theLocalRedisIsBusyInTheHandOver() {
    busy("replication", WarmupPhase.HAND_OVER, true);
  }

  @Test
  public void theSourceIsBusyInTheHandOver() {
    busy("replication", WarmupPhase.HAND_OVER, false);
  }

  @Test
  public void theLocalRedisIsBusyInRestore() {
    busy("replication", WarmupPhase.RESTORE, true);
  }

  @Test
  public void theLocalRedisIsBusyInRestoreOfADelta() {
    busy("delta", WarmupPhase.RESTORE, true);
  }

  @Test
  public void theSourceIsBusyInCatchUp() {
    busy("replication", WarmupPhase.CATCH_UP, false);
  }

  @Test
  public void theSourceIsBusyInCatchUpOfADelta() {
    busy("delta", WarmupPhase.CATCH_UP, false);
  }

  private static void kill(RackNode target) {
    try (Jedis jedis = target.redis().client()) {
      jedis.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
  }

  /** Kills all connections to both servers before the first call in each phase. */
  private final class KillsInEachPhase implements Calls {
    private final Set<WarmupPhase> done = EnumSet.noneOf(WarmupPhase.class);

    @Override
    public synchronized void before(Call call) {
      WarmupPhase now = phase();
      if (now != null && !call.target().equals(ADMIN) && done.add(now)) {
        kill(source());
        kill(cold());
      }
    }
  }

  private void killed(String strategy) {
    KillsInEachPhase calls = new KillsInEachPhase();
    WarmupStatus end = run(strategy, calls);
    assertTrue(
        calls.done.toString(),
        calls.done.containsAll(
            EnumSet.of(
                WarmupPhase.PREFLIGHT,
                WarmupPhase.SELECT_SOURCE,
                WarmupPhase.TRANSFER,
                WarmupPhase.CATCH_UP,
                WarmupPhase.RESTORE)));
    assertWarmedWithoutGivingUp(end);
  }

  @Test
  public void connectionsAreKilledInEachPhaseOfAReplication() {
    killed("replication");
  }

  @Test
  public void connectionsAreKilledInEachPhaseOfADelta() {
    killed("delta");
  }

  /** Otherwise its peers would take the warm node for a cold one. */
  @Test
  public void theRecordOfAWarmNodeIsWrittenAlthoughConnectionsAreKilled() {
    AtomicInteger kills = new AtomicInteger();
    Calls calls =
        new Calls() {
          @Override
          public void before(Call call) {
            if (call.method().equals("exchange")
                && phase() == WarmupPhase.RESTORE
                && kills.getAndIncrement() < 2) {
              kill(cold());
            }
          }
        };

    assertWarmed(run("replication", calls));

    assertTrue("kills: " + kills, kills.get() >= 2);
    try (Jedis here = cold().redis().client()) {
      String record = here.get("__dyno_warmup:node");
      assertTrue(record, record.contains("WARM"));
      assertTrue(record, record.contains(cold().redis().info("server", "run_id")));
    }
  }
}
