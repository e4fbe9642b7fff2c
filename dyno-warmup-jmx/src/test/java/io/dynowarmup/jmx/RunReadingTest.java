// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.Statuses;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.Map;
import org.junit.Test;

public class RunReadingTest {
  private static void assertSame(WarmupStatus status) {
    FakeWarmup warmup = new FakeWarmup();
    warmup.status = status;
    Map<String, Object> bean = BeanSnapshot.of(LocalReading.of(warmup)).values();
    RunReading.of(status).forEach((name, value) -> assertEquals(name, bean.get(name), value));
  }

  @Test
  public void theValuesAreThoseOfTheBean() {
    for (WarmupPhase phase : WarmupPhase.values()) {
      assertSame(Statuses.warmed().toBuilder().phase(phase).build());
    }
    assertSame(WarmupStatus.initial());
  }
}
