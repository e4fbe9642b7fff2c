// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Known;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Statuses of a run at some moments. */
public final class Statuses {
  public static final Peer BEST = peer(2, "b");
  static final Peer OTHER = peer(3, "c");

  private Statuses() {}

  private static Peer peer(int host, String rack) {
    String address = "127.0.0." + host;
    return Peer.of(
        new Endpoint(address, 22122),
        new Endpoint(address, 8101),
        rack,
        "dc",
        Collections.singletonList(4294967295L));
  }

  public static WarmupStatus.Builder in(WarmupPhase phase, long phaseMillis) {
    return WarmupStatus.initial().toBuilder()
        .runId("1")
        .trigger(WarmupRequest.Trigger.STARTUP)
        .startedEpochMillis(0)
        .phase(phase)
        .budgetMillis(900_000)
        .phaseMillis(Collections.singletonMap(phase, phaseMillis));
  }

  public static WarmupStatus.Builder copying(Progress progress, long rate) {
    return in(WarmupPhase.TRANSFER, 1_200)
        .source(BEST)
        .progress(progress)
        .bytesPerSecond(Known.number(rate));
  }

  public static WarmupStatus warmed() {
    Map<WarmupPhase, Long> millis = new EnumMap<>(WarmupPhase.class);
    millis.put(WarmupPhase.PREFLIGHT, 5L);
    millis.put(WarmupPhase.TRANSFER, 900L);
    Progress progress =
        new Progress.Builder()
            .stage(Progress.Stage.READY)
            .bytesDone(220_000_000)
            .bytesTotal(220_000_000)
            .lagBytes(17)
            .writesPerSecond(2_000)
            .build();
    return WarmupStatus.initial().toBuilder()
        .runId("1")
        .trigger(WarmupRequest.Trigger.STARTUP)
        .requestedBy("start-up")
        .startedEpochMillis(1_700_000_000_000L)
        .outcome(WarmupOutcome.WARMED)
        .elapsedMillis(1_234)
        .budgetMillis(900_000)
        .phaseMillis(millis)
        .source(BEST)
        .strategy("replication")
        .topologySource("dynomite.yml")
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
        .candidates(
            Arrays.asList(
                CandidateVerdict.of(BEST, true, true, "300 keys"),
                CandidateVerdict.of(OTHER, false, false, "says \"no\"")))
        .dynomiteState("NORMAL")
        .redisRole("master")
        .peersConnected(2)
        .peersExpected(3)
        .keys(300)
        .warnings(Collections.singletonList("a warning"))
        .build();
  }

  public static WarmupStatus ended(WarmupOutcome outcome, Reason reason) {
    return WarmupStatus.initial().toBuilder()
        .outcome(outcome)
        .reasonCode(Optional.ofNullable(reason))
        .reason("because")
        .build();
  }
}
