// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Progress;
import io.dynowarmup.api.StatusBuilder;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Statuses of a run at some moments. */
public final class Statuses {
  public static final Peer BEST = peer(2, "b");
  static final Peer OTHER = peer(3, "c");

  private Statuses() {}

  private static Peer peer(int host, String rack) {
    String address = "127.0.0." + host;
    return new Peer(
        new Endpoint(address, 22122),
        new Endpoint(address, 8101),
        rack,
        "dc",
        Collections.singletonList(4294967295L));
  }

  public static StatusBuilder in(WarmupPhase phase, long phaseMillis) {
    return WarmupStatus.initial().toBuilder()
        .run("1", WarmupRequest.Trigger.STARTUP, 0)
        .phase(phase)
        .budgetMillis(900_000)
        .phaseMillis(Collections.singletonMap(phase, phaseMillis));
  }

  public static StatusBuilder copying(Progress progress, long rate) {
    return in(WarmupPhase.TRANSFER, 1_200).source(BEST).progress(progress, rate);
  }

  public static WarmupStatus warmed() {
    Map<WarmupPhase, Long> millis = new EnumMap<>(WarmupPhase.class);
    millis.put(WarmupPhase.PREFLIGHT, 5L);
    millis.put(WarmupPhase.TRANSFER, 900L);
    Progress progress =
        new Progress.Builder(Progress.Stage.READY)
            .bytes(220_000_000, 220_000_000, false)
            .lagBytes(17)
            .writesPerSecond(2_000)
            .build();
    return WarmupStatus.initial().toBuilder()
        .run("1", WarmupRequest.Trigger.STARTUP, 1_700_000_000_000L)
        .outcome(WarmupOutcome.WARMED, null, "")
        .elapsedMillis(1_234)
        .budgetMillis(900_000)
        .phaseMillis(millis)
        .source(BEST)
        .strategy("replication")
        .topologySource("dynomite.yml")
        .progress(progress, 180_000_000)
        .handOver(new HandOverReport(1, true, 10, "measured", 31, 17, 0, ""))
        .candidates(
            Arrays.asList(
                new CandidateVerdict(BEST, true, true, "300 keys"),
                new CandidateVerdict(OTHER, false, false, "says \"no\"")))
        .dynomiteState("NORMAL")
        .redisRole("master")
        .peerConnections(2, 3)
        .keys(300)
        .warnings(Collections.singletonList("a warning"))
        .build();
  }

  public static WarmupStatus ended(WarmupOutcome outcome, Reason reason) {
    return WarmupStatus.initial().toBuilder().outcome(outcome, reason, "because").build();
  }
}
