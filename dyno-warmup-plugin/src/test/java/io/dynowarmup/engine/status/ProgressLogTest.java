// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import java.util.OptionalLong;
import org.junit.Test;

public class ProgressLogTest {
  private static String line(Progress progress) {
    WarmupStatus status =
        WarmupStatus.initial().toBuilder()
            .phase(WarmupPhase.TRANSFER)
            .progress(progress)
            .bytesPerSecond(2_000_000)
            .build();
    return ProgressLog.line(status);
  }

  @Test
  public void aReplicationShowsBytesRateAndTimeLeft() {
    Progress progress =
        new Progress.Builder()
            .stage(Stage.COPYING)
            .note("receiving the data")
            .bytesDone(5_000)
            .bytesTotal(40_000_000)
            .totalEstimated(true)
            .build();
    assertEquals(
        "TRANSFER from ?: 0 %, about 20.0 s left, 2.0 MB/s, 5.0 kB of about 40.0 MB:"
            + " receiving the data; 0 ms of the budget left",
        line(progress));
  }

  @Test
  public void aComparisonShowsItsKeysAndWhatWasFetched() {
    KeyCounts keys = KeyCounts.of(12_000, OptionalLong.of(20_000), 9, 4);
    Progress progress =
        new Progress.Builder()
            .stage(Stage.COPYING)
            .note("pass 1: " + keys)
            .keys(keys)
            .bytesDone(5_000)
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
        new Progress.Builder()
            .stage(Stage.COPYING)
            .note("waiting for Dynomite's peers")
            .keys(KeyCounts.of(0, OptionalLong.empty(), 0, 0))
            .build();
    assertEquals(
        "TRANSFER from ?: waiting for Dynomite's peers; 0 ms of the budget left", line(progress));
  }
}
