// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.KeyCounts;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.Progress.Stage;
import io.dynowarmup.api.StatusBuilder;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import java.util.Collections;
import org.junit.Test;

public class StatusTextTest {
  private static final Peer BEST =
      new Peer(
          new Endpoint("127.0.0.2", 22122),
          new Endpoint("127.0.0.2", 8101),
          "b",
          "dc",
          Collections.singletonList(4294967295L));

  private static StatusBuilder in(WarmupPhase phase) {
    return WarmupStatus.initial().toBuilder().run("1", Trigger.STARTUP, 0).phase(phase);
  }

  private static String transferring(Progress progress, long rate) {
    return StatusText.doing(in(WarmupPhase.TRANSFER).source(BEST).progress(progress, rate).build());
  }

  private static Progress copied(long done, long total, boolean estimated) {
    return new Progress.Builder(Stage.COPYING)
        .note("receiving the data")
        .bytes(done, total, estimated)
        .build();
  }

  private static StatusBuilder warmed() {
    Progress progress =
        new Progress.Builder(Stage.READY)
            .bytes(220_000_000, 220_000_000, false)
            .lagBytes(17)
            .writesPerSecond(2_000)
            .build();
    return in(WarmupPhase.IDLE)
        .source(BEST)
        .progress(progress, 180_000_000)
        .handOver(new HandOverReport(1, true, 10, "measured", 31, 17, 0, ""))
        .candidates(Collections.singletonList(new CandidateVerdict(BEST, true, true, "300 keys")))
        .dynomiteState("NORMAL")
        .redisRole("master")
        .peerConnections(2, 3)
        .keys(300);
  }

  @Test
  public void aTransferShowsPercentTimeLeftRateAndBytes() {
    assertEquals(
        "25 %, 3.0 s left, 50.0 MB/s, 50.0 MB of 200.0 MB: receiving the data",
        transferring(copied(50_000_000, 200_000_000, false), 50_000_000));
  }

  @Test
  public void anEstimateIsSaidToBeOne() {
    assertEquals(
        "25 %, about 3.0 s left, 50.0 MB/s, 50.0 MB of about 200.0 MB: receiving the data",
        transferring(copied(50_000_000, 200_000_000, true), 50_000_000));
  }

  @Test
  public void whatRedisDoesNotSayIsLeftOut() {
    assertEquals(
        "50.0 MB so far: receiving the data", transferring(copied(50_000_000, -1, false), -1));
    assertEquals("receiving the data", transferring(copied(-1, -1, false), -1));
  }

  @Test
  public void aRateOfNothingGivesNoTimeLeft() {
    assertEquals(
        "0 %, 0 B/s, 0 B of 200.0 MB: receiving the data",
        transferring(copied(0, 200_000_000, false), 0));
  }

  @Test
  public void aLoadShowsTheTimeThatRedisSaysIsLeft() {
    Progress loading =
        new Progress.Builder(Stage.COPYING)
            .note("loading 29 %")
            .bytes(120_000_000, 120_000_000, false)
            .leftMillis(9_000)
            .build();
    assertEquals("9.0 s left, 120.0 MB have arrived: loading 29 %", transferring(loading, 40_000));
  }

  @Test
  public void catchingUpShowsWhatIsMissingAndThePeers() {
    Progress behind =
        new Progress.Builder(Stage.CATCHING_UP).lagBytes(2_500).writesPerSecond(800).build();
    StatusBuilder status = in(WarmupPhase.CATCH_UP).progress(behind, -1).peerConnections(1, 2);
    assertEquals(
        "behind by 2.5 kB, 800 writes/s, 1 of 2 peers connected", StatusText.doing(status.build()));
    Progress unknown = new Progress.Builder(Stage.CATCHING_UP).build();
    assertEquals(
        "replication lag not known yet",
        StatusText.doing(in(WarmupPhase.CATCH_UP).progress(unknown, -1).build()));
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
        "60 %, 1.2 kB fetched: pass 1: 12000 keys compared of about 20000, 9 moved, 4 removed",
        transferring(comparing(Stage.COPYING, 20_000), 10));
    Progress waiting =
        new Progress.Builder(Stage.COPYING)
            .note("waiting for Dynomite's peers")
            .keys(new KeyCounts(0, -1, 0, 0))
            .build();
    assertEquals("waiting for Dynomite's peers", transferring(waiting, -1));
    StatusBuilder later =
        in(WarmupPhase.CATCH_UP)
            .progress(comparing(Stage.CATCHING_UP, -1), -1)
            .peerConnections(1, 1);
    assertEquals(
        "1.2 kB fetched: pass 1: 12000 keys compared, 9 moved, 4 removed, 1 of 1 peers connected",
        StatusText.doing(later.build()));
  }

  @Test
  public void aComparisonThatIsOverSaysWhatItDid() {
    WarmupStatus end =
        warmed()
            .progress(comparing(Stage.READY, -1), -1)
            .handOver(new HandOverReport(1, true, -1, "nothing differs", -1, -1, 0, ""))
            .build();
    assertEquals(
        "12000 keys compared, 9 moved, 4 removed, 1.2 kB fetched",
        StatusText.did(WarmupPhase.TRANSFER, end));
    assertEquals(
        "12000 keys compared, 9 moved, 4 removed, 1.2 kB fetched, 2 of 3 peers connected",
        StatusText.did(WarmupPhase.CATCH_UP, end));
    assertEquals(
        "nothing was held back, nothing missing", StatusText.did(WarmupPhase.HAND_OVER, end));
  }

  @Test
  public void aComparisonWhoseLastKeysWereHeldSaysForHowLong() {
    WarmupStatus end =
        warmed()
            .progress(comparing(Stage.READY, -1), -1)
            .handOver(new HandOverReport(1, true, 500, "measured", 620, -1, 0, ""))
            .build();
    assertEquals(
        "writes held for 620 ms (settle 500 ms), nothing missing",
        StatusText.did(WarmupPhase.HAND_OVER, end));
  }

  @Test
  public void aPhaseThatIsOverSaysWhatItDid() {
    WarmupStatus end = warmed().topologySource("dynomite.yml").build();
    assertEquals("dynomite.yml", StatusText.did(WarmupPhase.PREFLIGHT, end));
    assertEquals(
        "127.0.0.2:22122 (rack b, dc): 300 keys", StatusText.did(WarmupPhase.SELECT_SOURCE, end));
    assertEquals("220.0 MB have arrived", StatusText.did(WarmupPhase.TRANSFER, end));
    assertEquals(
        "behind by 17 B, 2000 writes/s, 2 of 3 peers connected",
        StatusText.did(WarmupPhase.CATCH_UP, end));
    assertEquals(
        "writes held for 31 ms (settle 10 ms), nothing missing",
        StatusText.did(WarmupPhase.HAND_OVER, end));
    assertEquals(
        "Redis is master, Dynomite NORMAL, 300 keys", StatusText.did(WarmupPhase.RESTORE, end));
  }

  @Test
  public void aHandOverThatDidNotHoldSaysWhy() {
    WarmupStatus status =
        warmed()
            .handOver(new HandOverReport(1, false, 10, "", 400, 0, 900, "the link went down"))
            .build();
    assertEquals(
        "did not hold: the link went down; writes held for 400 ms (settle 10 ms)",
        StatusText.did(WarmupPhase.HAND_OVER, status));
  }

  @Test
  public void aRunThatChangedNothingHasNothingToRestore() {
    assertEquals(
        "nothing was changed", StatusText.did(WarmupPhase.RESTORE, WarmupStatus.initial()));
  }

  @Test
  public void whatIsWaitedForIsSaid() {
    Progress waiting = new Progress.Builder(Stage.COPYING).note("waiting for Redis").build();
    for (WarmupPhase phase : new WarmupPhase[] {WarmupPhase.PREFLIGHT, WarmupPhase.RESTORE}) {
      assertEquals("waiting for Redis", StatusText.doing(in(phase).progress(waiting, -1).build()));
    }
    assertEquals(
        "Redis becomes a master, Dynomite NORMAL",
        StatusText.doing(in(WarmupPhase.RESTORE).build()));
  }

  @Test
  public void everyPhaseHasItsSentence() {
    for (WarmupPhase phase : WarmupPhase.values()) {
      WarmupStatus bare = in(phase).build();
      String text = StatusText.doing(bare) + StatusText.did(phase, bare);
      assertFalse(text, text.contains("null") || text.contains("-1") || text.contains("\n"));
    }
  }

  @Test
  public void theTimeLeftIsThatOfTheBulk() {
    Progress copying = copied(50_000_000, 200_000_000, false);
    StatusBuilder status = in(WarmupPhase.TRANSFER).progress(copying, 50_000_000);
    assertEquals(3_000, StatusText.leftMillis(status.build()));
    assertEquals(-1, StatusText.leftMillis(status.phase(WarmupPhase.RESTORE).build()));
  }
}
