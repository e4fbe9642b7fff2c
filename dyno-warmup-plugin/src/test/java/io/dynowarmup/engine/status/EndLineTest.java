// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.engine.decision.RunResult;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public class EndLineTest {
  private static final Peer SOURCE =
      Peer.of(
          new Endpoint("10.0.0.1", 22122),
          new Endpoint("10.0.0.1", 8101),
          "rack1",
          "dc",
          Collections.singletonList(1L));

  @Test
  public void tellsAllThatARunCameTo() {
    WarmupStatus status =
        WarmupStatus.initial().toBuilder()
            .runId("7")
            .requestedBy("JMX user ops")
            .progress(new Progress.Builder().stage(Progress.Stage.READY).bytesDone(1_000).build())
            .handOver(new HandOverReport.Builder().writesOnlyMillis(42).build())
            .source(SOURCE)
            .strategy("delta (auto: 19000 keys are here)")
            .elapsedMillis(5_120)
            .keys(20_000)
            .proof(
                new ProofReport.Builder()
                    .keysHere(20_000)
                    .keysThere(20_001)
                    .sampled(500)
                    .equal(500)
                    .build())
            .build();
    assertEquals(
        "WARMED (run=7 requested_by=\"JMX user ops\" reason=- source=10.0.0.1:22122"
            + " sources=10.0.0.1:22122 strategy=delta seconds=5.1 keys=20000 bytes=1000"
            + " writes_held_seconds=0.042 compared=\"20000 keys here, 20001 there; 500 sampled, 500"
            + " equal\")",
        EndLine.of(RunResult.warmed(), status));
  }

  @Test
  public void eachSourceIsNamedInTheOrderOfItsLastUse() {
    Peer other =
        Peer.of(
            new Endpoint("10.0.0.2", 22122),
            new Endpoint("10.0.0.2", 8101),
            "rack2",
            "dc",
            Collections.singletonList(2L));
    WarmupStatus.Builder run = WarmupStatus.initial().toBuilder().source(SOURCE);
    run.partsFrom(Arrays.asList(SOURCE, other));
    String line = EndLine.of(RunResult.warmed(), run.build());
    assertTrue(
        line,
        line.contains(" source=10.0.0.1:22122 sources=10.0.0.2:22122,10.0.0.1:22122 strategy=- "));
  }

  @Test
  public void whatIsNotKnownIsADash() {
    assertEquals(
        "FAILED: no peer (run=- requested_by=\"-\" reason=NO_HEALTHY_SOURCE source=- sources=-"
            + " strategy=- seconds=0.0 keys=- bytes=- writes_held_seconds=- compared=\"-\")",
        EndLine.of(
            RunResult.failed(Reason.NO_HEALTHY_SOURCE, "no peer"),
            WarmupStatus.initial().toBuilder().build()));
  }
}
