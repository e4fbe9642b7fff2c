// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.KeyCounts;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.Progress.Stage;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import org.junit.Test;

public class ProgressLogTest {
  private static String line(Progress progress) {
    WarmupStatus status =
        WarmupStatus.initial().toBuilder()
            .phase(WarmupPhase.TRANSFER)
            .progress(progress, 2_000_000)
            .build();
    return ProgressLog.line(status);
  }

  @Test
  public void aReplicationShowsBytesRateAndTimeLeft() {
    Progress progress =
        new Progress.Builder(Stage.COPYING)
            .note("receiving the data")
            .bytes(5_000, 40_000_000, true)
            .build();
    assertEquals(
        "TRANSFER from ?: 0 %, about 20.0 s left, 2.0 MB/s, 5.0 kB of about 40.0 MB:"
            + " receiving the data; 0 ms of the budget left",
        line(progress));
  }

  @Test
  public void aComparisonShowsItsKeysAndWhatWasFetched() {
    KeyCounts keys = new KeyCounts(12_000, 20_000, 9, 4);
    Progress progress =
        new Progress.Builder(Stage.COPYING)
            .note("pass 1: " + keys)
            .keys(keys)
            .bytes(5_000, -1, false)
            .build();
    assertEquals(
        "TRANSFER from ?: 5.0 kB fetched:"
            + " pass 1: 12000 keys compared of about 20000, 9 moved, 4 removed;"
            + " 0 ms of the budget left",
        line(progress));
  }

  @Test
  public void aComparisonThatWaitsSaysNoMore() {
    Progress progress =
        new Progress.Builder(Stage.COPYING)
            .note("waiting for Dynomite's peers")
            .keys(new KeyCounts(0, -1, 0, 0))
            .build();
    assertEquals(
        "TRANSFER from ?: waiting for Dynomite's peers; 0 ms of the budget left", line(progress));
  }
}
