// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import static org.junit.Assert.assertEquals;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TrialPayloadTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TrialPayload trial() {
    return new TrialPayload(folder.getRoot().toPath());
  }

  private static int bytes(TrialPayload trial) {
    return trial.hex().length() / 2;
  }

  @Test
  public void theSmallestOfLargeOnesIsKept() {
    TrialPayload trial = trial();
    trial.offer(new byte[2_000_000]);
    assertEquals("too large for a manifest", 0, bytes(trial));
    trial.offer(new byte[100_000]);
    assertEquals(100_000, bytes(trial));
    trial.offer(new byte[200_000]);
    assertEquals(100_000, bytes(trial));
    trial.offer(new byte[700]);
    assertEquals("after a crash", 700, bytes(trial()));
  }

  @Test
  public void aSmallOneIsEnough() {
    TrialPayload trial = trial();
    trial.offer(new byte[500]);
    trial.offer(new byte[10]);
    assertEquals(500, bytes(trial));
  }
}
