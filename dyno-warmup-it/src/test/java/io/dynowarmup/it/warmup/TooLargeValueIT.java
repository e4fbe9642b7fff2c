// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * A value that the source accepts and the local Redis does not: its proto-max-bulk-len is lower.
 */
public class TooLargeValueIT extends Scenario {
  private static final int KEYS = 2_000;
  private static final int MISSING = 500;

  private void assertAllButTheValue(String strategy) {
    cluster(
        c ->
            c.redisConfig(
                (rack, redis) -> redis.config("proto-max-bulk-len", rack == 1 ? "1mb" : "512mb")));
    Filler.strings(source().redis(), KEYS, 20);
    Filler.strings(cold().redis(), KEYS - MISSING, 20);
    try (Jedis there = source().redis().client()) {
      there.set("large", "x".repeat(3_000_000));
    }

    WarmupStatus end = warmup().set("strategy", strategy).set("force", true).byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("1 key of the source is missing or different here: large (", end.reason());
    assertSays("proto-max-bulk-len", end.reason());
    try (Jedis here = cold().redis().client()) {
      assertFalse(here.exists("large"));
      assertFalse(here.exists("__dyno_warmup:copy"));
      assertEquals(KEYS + 1, here.dbSize());
    }
    assertServes(cold());
  }

  @Test
  public void aDeltaNamesItAndCopiesTheRest() {
    assertAllButTheValue("delta");
  }

  @Test
  public void aCopyOntoKeysNamesItAndCopiesTheRest() {
    assertAllButTheValue("copy");
  }
}
