// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Known;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import java.util.Collections;
import java.util.OptionalLong;
import org.junit.Test;

public class StatusTextTest {
  private static final Peer BEST =
      Peer.of(
          new Endpoint("127.0.0.2", 22122),
          new Endpoint("127.0.0.2", 8101),
          "b",
          "dc",
          Collections.singletonList(4294967295L));

  private static WarmupStatus.Builder in(WarmupPhase phase) {
    return WarmupStatus.initial().toBuilder()
        .runId("1")
        .trigger(Trigger.STARTUP)
        .startedEpochMillis(0)
        .phase(phase);
  }

  private static String transferring(Progress progress, long rate) {
    return StatusText.doing(
        in(WarmupPhase.TRANSFER)
            .source(BEST)
            .progress(progress)
            .bytesPerSecond(Known.number(rate))
            .build());
  }

  private static Progress copied(long done, long total, boolean estimated) {
    return new Progress.Builder()
        .stage(Stage.COPYING)
        .note("receiving the data")
        .bytesDone(Known.number(done))
        .bytesTotal(Known.number(total))
        .totalEstimated(estimated)
        .build();
  }

  private static WarmupStatus.Builder warmed() {
    Progress progress =
        new Progress.Builder()
            .stage(Stage.READY)
            .bytesDone(220_000_000)
            .bytesTotal(220_000_000)
            .lagBytes(17)
            .writesPerSecond(2_000)
            .build();
    return in(WarmupPhase.IDLE)
        .source(BEST)
        .progress(progress)
        .bytesPerSecond(180_000_000)
        .handOver(
            new HandOverReport.Builder()
                .held(true)
                .settleMillis(10)
                .settleNote("measured")
                .writesOnlyMillis(31)
                .lagBytes(17)
                .missingBytes(0)
                .build())
        .candidates(Collections.singletonList(CandidateVerdict.of(BEST, true, true, "300 keys")))
        .dynomiteState("NORMAL")
        .redisRole("master")
        .peersConnected(2)
        .peersExpected(3)
        .keys(300);
  }

  @Test
  public void anUpperLimitOfTheSizeIsNoEstimate() {
    Progress limit = new Progress.Builder().from(copied(25, 100, true)).totalLimit(true).build();
    assertEquals(
        "25 %, at most 7.5 s left, 10 B/s, 25 B of at most 100 B: receiving the data",
        transferring(limit, 10));
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
  public void aTransferWithoutAnAnswerSaysWhatItWaitsFor() {
    assertEquals("asking the source for its data", transferring(Progress.none(), -1));
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
        new Progress.Builder()
            .stage(Stage.COPYING)
            .note("loading 29 %")
            .bytesDone(120_000_000)
            .bytesTotal(120_000_000)
            .leftMillis(9_000)
            .build();
    assertEquals("9.0 s left, 120.0 MB have arrived: loading 29 %", transferring(loading, 40_000));
  }

  @Test
  public void catchingUpShowsWhatIsMissingAndThePeers() {
    Progress behind =
        new Progress.Builder()
            .stage(Stage.CATCHING_UP)
            .lagBytes(2_500)
            .writesPerSecond(800)
            .build();
    WarmupStatus.Builder status =
        in(WarmupPhase.CATCH_UP).progress(behind).peersConnected(1).peersExpected(2);
    assertEquals(
        "behind by 2.5 kB, about 800 writes/s, 1 of 2 peers connected",
        StatusText.doing(status.build()));
    assertEquals("1 of 1 peers connected", StatusText.peers(4, 1));
    status.progress(new Progress.Builder().from(behind).writesPerSecond(10).build());
    assertEquals(
        "behind by 2.5 kB, fewer than 100 writes/s, 1 of 2 peers connected",
        StatusText.doing(status.build()));
    Progress unknown = new Progress.Builder().stage(Stage.CATCHING_UP).build();
    assertEquals(
        "replication lag not known yet",
        StatusText.doing(in(WarmupPhase.CATCH_UP).progress(unknown).build()));
  }

  private static Progress comparing(Stage stage, long about) {
    KeyCounts keys = KeyCounts.of(12_000, Known.number(about), 9, 4);
    return new Progress.Builder()
        .stage(stage)
        .note("pass 1: " + keys)
        .keys(keys)
        .bytesDone(1_200)
        .share(60)
        .build();
  }

  @Test
  public void aComparisonShowsItsKeys() {
    assertEquals(
        "60 %, 1.2 kB fetched: pass 1: 12000 keys compared of about 20000, 9 moved, 4 removed",
        transferring(comparing(Stage.COPYING, 20_000), 10));
    Progress rated =
        new Progress.Builder()
            .from(comparing(Stage.COPYING, 20_000))
            .keysPerSecond(4_000)
            .leftMillis(2_000)
            .build();
    assertEquals(
        "60 %, about 2.0 s left, 4000 keys/s, 1.2 kB fetched: "
            + "pass 1: 12000 keys compared of about 20000, 9 moved, 4 removed",
        transferring(rated, 10));
    Progress waiting =
        new Progress.Builder()
            .stage(Stage.COPYING)
            .note("waiting for Dynomite's peers")
            .keys(KeyCounts.of(0, OptionalLong.empty(), 0, 0))
            .build();
    assertEquals("waiting for Dynomite's peers", transferring(waiting, -1));
    WarmupStatus.Builder later =
        in(WarmupPhase.CATCH_UP)
            .progress(comparing(Stage.CATCHING_UP, -1))
            .peersConnected(1)
            .peersExpected(1);
    assertEquals(
        "1.2 kB fetched: pass 1: 12000 keys compared, 9 moved, 4 removed, 1 of 1 peers connected",
        StatusText.doing(later.build()));
  }

  @Test
  public void aComparisonThatIsOverSaysWhatItDid() {
    WarmupStatus end =
        warmed()
            .progress(comparing(Stage.READY, -1))
            .handOver(
                new HandOverReport.Builder()
                    .held(true)
                    .settleNote("nothing differs")
                    .missingBytes(0)
                    .build())
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
            .progress(comparing(Stage.READY, -1))
            .handOver(
                new HandOverReport.Builder()
                    .held(true)
                    .settleMillis(500)
                    .settleNote("measured")
                    .writesOnlyMillis(620)
                    .missingBytes(0)
                    .build())
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
        "behind by 17 B, about 2000 writes/s, 2 of 3 peers connected",
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
            .handOver(
                new HandOverReport.Builder()
                    .settleMillis(10)
                    .writesOnlyMillis(400)
                    .lagBytes(0)
                    .missingBytes(900)
                    .why("the link went down")
                    .build())
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
    Progress waiting =
        new Progress.Builder().stage(Stage.COPYING).note("waiting for Redis").build();
    for (WarmupPhase phase : new WarmupPhase[] {WarmupPhase.PREFLIGHT, WarmupPhase.RESTORE}) {
      assertEquals("waiting for Redis", StatusText.doing(in(phase).progress(waiting).build()));
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
    WarmupStatus.Builder status =
        in(WarmupPhase.TRANSFER).progress(copying).bytesPerSecond(50_000_000);
    assertEquals(3_000, StatusText.leftMillis(status.build()).orElse(-1));
    assertEquals(-1, StatusText.leftMillis(status.phase(WarmupPhase.RESTORE).build()).orElse(-1));
  }
}
