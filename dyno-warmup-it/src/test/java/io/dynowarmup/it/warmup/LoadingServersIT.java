// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A Redis loads its data in the middle of a run, as after DEBUG RELOAD or a restart. */
public class LoadingServersIT extends Scenario {
  private static final int KEYS = 500;
  private static final int LARGE = 40;

  private WarmedNode node;

  private void cluster(boolean keysHere) {
    cluster();
    Servers.fillForSlowLoad(source(), LARGE);
    Filler.strings(source().redis(), KEYS, 20);
    if (keysHere) {
      Servers.fillForSlowLoad(cold(), LARGE);
      Filler.strings(cold().redis(), KEYS - 100, 20);
    }
  }

  private static WarmupStatus run(WarmedNode node, String strategy) {
    return node.set("strategy", strategy)
        .set("redis.timeout.msec", 500)
        .set("force", true)
        .byHand();
  }

  private WarmupPhase phase() {
    return node == null ? null : node.engine().status().phase();
  }

  private void assertGoesOn(WarmupStatus end) {
    assertWarmed(end);
    assertTrue(
        end.warnings().toString(), end.warnings().stream().noneMatch(w -> w.contains("giving up")));
    assertSame(cold(), source());
    assertServes(cold());
  }

  private static boolean isFor(RackNode target, Calls.Call call) {
    return call.target().equals(target.host() + ":" + target.redis().port());
  }

  /** Lets a Redis load before its first call in a phase. */
  private final class LoadsIn implements Calls {
    private final WarmupPhase phase;
    private final boolean here;
    private Loading loading;
    private int calls;

    LoadsIn(WarmupPhase phase, boolean here) {
      this.phase = phase;
      this.here = here;
    }

    @Override
    public synchronized void before(Call call) {
      RackNode target = here ? cold() : source();
      if (isFor(target, call) && phase() == phase && loading == null) {
        loading = closeLater(Loading.of(target));
        // This call is sent to a Redis that loads.
        calls += loading.goesOn() ? 1 : 0;
      } else if (isFor(target, call) && loading != null && loading.goesOn()) {
        calls++;
      }
    }
  }

  private void loads(String strategy, WarmupPhase phase, boolean here) {
    LoadsIn calls = new LoadsIn(phase, here);
    cluster(strategy.equals("delta"));
    node = closeLater(WarmedNode.of(cold(), calls));
    WarmupStatus end = run(node, strategy);
    assertTrue("the run asked while it was loading", calls.calls > 0);
    assertGoesOn(end);
  }

  @Test
  public void theSourceLoadsInTransferOfADelta() {
    loads("delta", WarmupPhase.TRANSFER, false);
  }

  @Test
  public void theLocalRedisLoadsInTransferOfADelta() {
    loads("delta", WarmupPhase.TRANSFER, true);
  }

  @Test
  public void theSourceLoadsBeforeTheComparisonAtTheEnd() {
    loads("delta", WarmupPhase.RESTORE, false);
  }

  @Test
  public void theSourceLoadsInTransferOfACopy() {
    loads("copy", WarmupPhase.TRANSFER, false);
  }

  @Test
  public void theSourceLoadsInCatchUpOfAReplication() {
    loads("replication", WarmupPhase.CATCH_UP, false);
  }

  @Test
  public void theSourceLoadsInTheHandOverOfAReplication() {
    loads("replication", WarmupPhase.HAND_OVER, false);
  }

  /** The restarted source is another process, so the run checks again what it holds. */
  private void isRestartedWithItsData(String strategy) {
    Strike restart =
        Strike.when(
            (call, status) -> status.phase() == WarmupPhase.TRANSFER && isFor(source(), call),
            () -> {
              try (Jedis jedis = source().redis().client()) {
                jedis.save();
              }
              source().redis().kill();
              source().redis().start();
              closeLater(Loading.of(source()));
            });
    cluster(true);
    WarmedNode struck = closeLater(restart.beside(cold()));

    WarmupStatus end = run(struck, strategy);

    assertTrue(restart.struck());
    assertWarmed(end);
    assertSays("was restarted: its run_id was", String.join(" ", end.warnings()));
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void theSourceIsRestartedWithItsDataInADelta() {
    isRestartedWithItsData("delta");
  }

  @Test
  public void theSourceIsRestartedWithItsDataInACopyOntoKeys() {
    isRestartedWithItsData("copy");
  }
}
