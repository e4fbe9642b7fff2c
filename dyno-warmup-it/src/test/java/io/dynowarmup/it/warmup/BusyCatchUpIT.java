// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

/** The local Redis answers BUSY when all data is here and the hand-over is measured. */
public class BusyCatchUpIT extends Scenario {
  private static final int REFUSED_CALLS = 3;

  /** Makes the local Redis busy before the first query for a marker. */
  private final class BusyAtTheFirstMarker implements Calls {
    private final AtomicReference<Busy> busy = new AtomicReference<>();
    private final AtomicInteger refused = new AtomicInteger();

    @Override
    public void before(Call call) {
      if (!call.target().equals(cold().host() + ":" + cold().redis().port())) {
        return;
      }
      if (busy.get() != null) {
        refused.incrementAndGet();
      } else if (call.method().equals("read")) {
        busy.set(closeLater(Busy.with(cold().redis())));
      }
    }
  }

  private void continuesAfterBusy(String strategy) {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    BusyAtTheFirstMarker calls = new BusyAtTheFirstMarker();
    WarmedNode node = closeLater(WarmedNode.of(cold(), calls)).set("strategy", strategy);
    node.engine().start(WarmupRequest.manual());
    Await.until(
        () -> "refused calls: " + node.engine().status(),
        LIMIT,
        () -> calls.refused.get() >= REFUSED_CALLS);
    calls.busy.get().close();

    WarmupStatus end = node.end();

    assertWarmed(end);
    assertTrue(
        end.warnings().toString(), end.warnings().stream().noneMatch(w -> w.contains("giving up")));
    assertEquals(
        "no second full sync", syncs(strategy), source().redis().info("stats", "sync_full"));
    assertSame(cold(), source());
    assertServes(cold());
  }

  private static String syncs(String strategy) {
    return strategy.equals("replication") ? "1" : "0";
  }

  @Test
  public void aReplicationContinuesAfterBusy() {
    continuesAfterBusy("replication");
  }

  @Test
  public void aDeltaContinuesAfterBusy() {
    continuesAfterBusy("delta");
  }
}
