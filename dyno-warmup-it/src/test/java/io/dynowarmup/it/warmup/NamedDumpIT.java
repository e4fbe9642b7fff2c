// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import java.net.URI;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A dump that the request names ({@code --manifest}) is loaded instead of the newest one. */
public class NamedDumpIT extends Scenario {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static WarmupRequest snapshot(String id) {
    return WarmupRequest.manual().withStrategy("snapshot").withDumps(id);
  }

  @Test
  public void aNodeWithoutSourceGetsTheStateOfTheNamedDump() {
    cluster();
    Filler.strings(source().redis(), 1_000, 50);
    AllKeys before = AllKeys.of(source().redis());
    URI store = folder.getRoot().toPath().resolve("store").toUri();
    WarmedNode there = warmup(source()).set("chunks.store", store);
    String first = there.dump().dump().id();
    Filler.strings(source().redis(), "a mistake:", 100, 50);
    there.dump();
    source().dynomite().kill();
    source().redis().kill();
    WarmedNode node = warmup().set("chunks.store", store);

    WarmupStatus none = node.run(snapshot("20200101T000000.000Z-none"));

    assertEquals(WarmupOutcome.FAILED, none.outcome().get());
    assertSays("there is no dump '20200101T000000.000Z-none' in ", none.reason());
    assertEquals("nothing was loaded", 0, cold().redis().keys());

    WarmupStatus end = node.run(snapshot(first));

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_HEALTHY_SOURCE, end);
    assertEquals(Map.of(), AllKeys.differences(AllKeys.of(cold().redis()), before));
    assertServes(cold());
  }
}
