// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.spi.HandOverPlan;
import java.util.OptionalLong;
import org.junit.Test;

public class HandOverPlannerTest {
  private static final int LIMIT_MILLIS = 500;

  private static HandOverPlan plan(long skewMillis, long writesPerSecond) {
    return plan(OptionalLong.of(skewMillis), writesPerSecond);
  }

  private static HandOverPlan plan(OptionalLong skewMillis, long writesPerSecond) {
    return new HandOverPlanner(LIMIT_MILLIS, OptionalLong.empty(), 5_000, 0)
        .plan(1, 1, skewMillis, OptionalLong.of(writesPerSecond));
  }

  @Test
  public void withoutSlowWritesTheLimitIsTheConfiguredOne() {
    assertEquals(LIMIT_MILLIS, plan(OptionalLong.empty(), 50).limitMillis());
    assertEquals(LIMIT_MILLIS, plan(LIMIT_MILLIS, 50).limitMillis());
  }

  @Test
  public void slowWritesExtendIt() {
    HandOverPlan plan = plan(1_000, 50);
    assertEquals(1_305, plan.limitMillis());
    assertTrue(plan.note(), plan.note().contains("WRITES_ONLY extended to 1305 ms"));
  }

  @Test
  public void notBeyondWhatDynomiteKeepsForSure() {
    assertEquals(2_000, plan(3_000, 50).limitMillis());
    assertEquals("5,000 writes", 1_250, plan(3_000, 4_000).limitMillis());
    assertEquals("fewer than configured", 250, plan(3_000, 20_000).limitMillis());
  }
}
