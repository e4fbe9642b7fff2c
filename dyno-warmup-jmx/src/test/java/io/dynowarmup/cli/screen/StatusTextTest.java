// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.KeyCounts;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.Progress.Stage;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.Statuses;
import org.junit.Test;

public class StatusTextTest {
  private static Progress copied(long done, long total, boolean estimated) {
    return new Progress.Builder(Stage.COPYING)
        .note("receiving the data")
        .bytes(done, total, estimated)
        .build();
  }

  private static String now(WarmupStatus status) {
    return StatusText.now(status, 1_200);
  }

  @Test
  public void aTransferShowsBytesRateAndTimeLeft() {
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 receiving the data: 50.0 MB of 200.0 MB (25 %),"
            + " rate 50.0 MB/s, time left 3.0 s",
        now(Statuses.copying(copied(50_000_000, 200_000_000, false), 50_000_000).build()));
  }

  @Test
  public void anEstimateIsSaidToBeOne() {
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 receiving the data: 50.0 MB of about 200.0 MB"
            + " (25 %), rate 50.0 MB/s, time left about 3.0 s",
        now(Statuses.copying(copied(50_000_000, 200_000_000, true), 50_000_000).build()));
  }

  @Test
  public void whatRedisDoesNotSayIsUnknown() {
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 receiving the data: 50.0 MB of unknown,"
            + " rate unknown, time left unknown",
        now(Statuses.copying(copied(50_000_000, -1, false), -1).build()));
  }

  @Test
  public void aRateOfNothingGivesNoTimeLeft() {
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 receiving the data: 0 B of 200.0 MB (0 %),"
            + " rate 0 B/s, time left unknown",
        now(Statuses.copying(copied(0, 200_000_000, false), 0).build()));
  }

  @Test
  public void aLoadShowsTheTimeThatRedisSaysIsLeft() {
    Progress loading =
        new Progress.Builder(Stage.COPYING)
            .note("loading 29 %")
            .bytes(120_000_000, 120_000_000, false)
            .leftMillis(9_000)
            .build();
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 loading 29 %: 120.0 MB have arrived,"
            + " time left 9.0 s",
        now(Statuses.copying(loading, 40_000).build()));
  }

  @Test
  public void catchingUpShowsWhatIsMissingAndThePeers() {
    Progress behind =
        new Progress.Builder(Stage.CATCHING_UP).lagBytes(2_500).writesPerSecond(800).build();
    WarmupStatus status =
        Statuses.in(WarmupPhase.CATCH_UP, 40)
            .source(Statuses.BEST)
            .progress(behind, -1)
            .peerConnections(1, 2)
            .build();
    assertEquals(
        "CATCH_UP          40 ms  127.0.0.2:22122 behind by 2.5 kB, 800 writes/s, 1 of 2 peers"
            + " connected",
        StatusText.now(status, 40));
  }

  private static Progress comparing(Stage stage, long about) {
    KeyCounts keys = new KeyCounts(12_000, about, 9, 4);
    return new Progress.Builder(stage)
        .note("pass 1: " + keys)
        .keys(keys)
        .bytes(1_200, -1, false)
        .percent(60)
        .build();
  }

  @Test
  public void aComparisonShowsItsKeys() {
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 pass 1: 12000 keys compared of about 20000,"
            + " 9 moved, 4 removed, 1.2 kB fetched",
        now(Statuses.copying(comparing(Stage.COPYING, 20_000), 10).build()));
    Progress waiting =
        new Progress.Builder(Stage.COPYING)
            .note("waiting for Dynomite's peers")
            .keys(new KeyCounts(0, -1, 0, 0))
            .build();
    assertEquals(
        "TRANSFER          1.2 s  127.0.0.2:22122 waiting for Dynomite's peers",
        now(Statuses.copying(waiting, -1).build()));
    WarmupStatus later =
        Statuses.in(WarmupPhase.CATCH_UP, 40)
            .source(Statuses.BEST)
            .progress(comparing(Stage.CATCHING_UP, -1), -1)
            .peerConnections(1, 1)
            .build();
    assertEquals(
        "CATCH_UP          40 ms  127.0.0.2:22122 pass 1: 12000 keys compared, 9 moved, 4 removed,"
            + " 1.2 kB fetched, 1 of 1 peers connected",
        StatusText.now(later, 40));
  }

  @Test
  public void aComparisonThatIsOverSaysWhatItDid() {
    WarmupStatus end =
        Statuses.warmed().toBuilder()
            .strategy("delta")
            .progress(comparing(Stage.READY, -1), -1)
            .handOver(new HandOverReport(1, true, -1, "nothing differs", -1, -1, 0, ""))
            .build();
    assertEquals(
        "TRANSFER         900 ms  127.0.0.2:22122 12000 keys compared, 9 moved, 4 removed,"
            + " 1.2 kB fetched",
        StatusText.done(WarmupPhase.TRANSFER, 900, end));
    assertEquals(
        "CATCH_UP          40 ms  127.0.0.2:22122 12000 keys compared, 9 moved, 4 removed,"
            + " 1.2 kB fetched, 2 of 3 peers connected",
        StatusText.done(WarmupPhase.CATCH_UP, 40, end));
    assertEquals(
        "HAND_OVER          1 ms  nothing was held back, nothing missing",
        StatusText.done(WarmupPhase.HAND_OVER, 1, end));
    assertEquals(
        "WARMED in 1.2 s from 127.0.0.2:22122 (rack b, dc), 300 keys; 9 moved, 4 removed",
        StatusText.outcome(end));
  }

  @Test
  public void aComparisonWhoseLastKeysWereHeldSaysForHowLong() {
    WarmupStatus end =
        Statuses.warmed().toBuilder()
            .progress(comparing(Stage.READY, -1), -1)
            .handOver(new HandOverReport(1, true, 500, "measured", 620, -1, 0, ""))
            .build();
    assertEquals(
        "HAND_OVER        630 ms  writes held for 620 ms (settle 500 ms), nothing missing",
        StatusText.done(WarmupPhase.HAND_OVER, 630, end));
  }

  @Test
  public void aPhaseThatIsOverStaysWithWhatItDid() {
    WarmupStatus warmed = Statuses.warmed();
    assertEquals(
        "SELECT_SOURCE     12 ms  127.0.0.2:22122 (rack b, dc): 300 keys",
        StatusText.done(WarmupPhase.SELECT_SOURCE, 12, warmed));
    assertEquals(
        "TRANSFER         900 ms  127.0.0.2:22122 220.0 MB of 220.0 MB",
        StatusText.done(WarmupPhase.TRANSFER, 900, warmed));
    assertEquals(
        "HAND_OVER         40 ms  writes held for 31 ms (settle 10 ms), nothing missing",
        StatusText.done(WarmupPhase.HAND_OVER, 40, warmed));
    assertEquals(
        "RESTORE            7 ms  Redis is master, Dynomite NORMAL, 300 keys",
        StatusText.done(WarmupPhase.RESTORE, 7, warmed));
  }

  @Test
  public void aHandOverThatDidNotHoldSaysWhy() {
    WarmupStatus status =
        Statuses.warmed().toBuilder()
            .handOver(new HandOverReport(1, false, 10, "", 400, 0, 900, "the link went down"))
            .build();
    assertEquals(
        "HAND_OVER        410 ms  did not hold: the link went down; writes held for 400 ms"
            + " (settle 10 ms)",
        StatusText.done(WarmupPhase.HAND_OVER, 410, status));
  }

  @Test
  public void aRunThatChangedNothingHasNothingToRestore() {
    assertEquals(
        "RESTORE            0 ms  nothing was changed",
        StatusText.done(WarmupPhase.RESTORE, 0, WarmupStatus.initial()));
  }

  @Test
  public void theOutcomeIsOneSentence() {
    assertEquals(
        "WARMED in 1.2 s from 127.0.0.2:22122 (rack b, dc), 300 keys",
        StatusText.outcome(Statuses.warmed()));
    assertEquals(
        "SKIPPED: because",
        StatusText.outcome(Statuses.ended(WarmupOutcome.SKIPPED, Reason.NOT_COLD)));
  }

  @Test
  public void everyPhaseHasItsLine() {
    for (WarmupPhase phase : WarmupPhase.values()) {
      WarmupStatus bare = Statuses.in(phase, 1).build();
      String text = StatusText.now(bare, 1) + StatusText.done(phase, 1, bare);
      assertFalse(text, text.contains("null") || text.contains("-1") || text.contains("\n"));
    }
  }
}
