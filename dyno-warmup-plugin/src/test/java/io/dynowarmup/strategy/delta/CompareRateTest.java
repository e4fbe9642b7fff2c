// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.time.ManualTime;
import java.util.OptionalLong;
import org.junit.Test;

public class CompareRateTest {
  private final ManualTime ticker = new ManualTime();

  @Test
  public void theKeysOfThisRunCountAndTheRestFollowsFromThem() {
    CompareRate rate = new CompareRate(ticker, 1_000);
    ticker.advance(2_000);
    assertEquals(OptionalLong.of(500), rate.perSecond(2_000));
    assertEquals(OptionalLong.of(4_000), rate.leftMillis(2_000, 4_000));
    assertEquals(OptionalLong.empty(), rate.leftMillis(2_000, 2_000));
  }

  @Test
  public void itIsUnknownAtFirst() {
    CompareRate rate = new CompareRate(ticker, 0);
    ticker.advance(499);
    assertEquals(OptionalLong.empty(), rate.perSecond(100));
    ticker.advance(10_000);
    assertEquals(OptionalLong.empty(), rate.perSecond(0));
    assertEquals(OptionalLong.empty(), rate.leftMillis(0, 100));
  }
}
