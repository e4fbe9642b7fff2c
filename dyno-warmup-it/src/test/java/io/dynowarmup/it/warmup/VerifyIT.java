// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.VerifyReport.State;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Comparisons of this node with its peers. */
public class VerifyIT extends Scenario {
  private static VerifyReport end(WarmedNode node) {
    Await.until(
        () -> "the end of " + node.engine().verification(),
        LIMIT,
        () -> node.engine().verification().state() != State.RUNNING);
    return node.engine().verification();
  }

  private static VerifyReport verify(WarmedNode node, String mode) {
    node.engine().verify(mode);
    return end(node);
  }

  @Test
  public void afterAWarmUpUnderLoadNothingDiffers() {
    cluster();
    Filler.types(source().redis(), 300);
    WriteLoad load = load(Workload.versions("v:", 2_000, 20), 1_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 500);
    WarmedNode node =
        warmup().set("force", true).set("strategy", "replication").set("verify", "full");

    assertWarmed(node.byHand());

    Await.until(
        "the verification that follows",
        LIMIT,
        () -> node.engine().verification().state() != State.NONE);
    VerifyReport report = end(node);
    load.stop();
    assertEquals(report.text(), State.DONE, report.state());
    PeerComparison peer = report.peers().get(0);
    assertTrue(report.text(), peer.equal() > 2_000);
    assertEquals(report.text(), 0, peer.different() + peer.missingHere() + peer.missingThere());
  }

  @Test
  public void theNodeItselfUnderAnotherNameIsNotCompared() {
    cluster();
    Filler.strings(cold().redis(), 100, 20);
    String own =
        String.format(
            "%s:%d:rack9:dc:%d:%d",
            cold().host(),
            cold().dynomite().dyn().getPort(),
            cold().tokens().get(0),
            cold().redis().port());

    VerifyReport report = verify(warmup().set("peers", own), "full");

    assertEquals(report.text(), State.FAILED, report.state());
    assertSays("is this node itself", report.text());
  }

  @Test
  public void whatDiffersIsCountedAndNamed() {
    cluster(c -> c.racks(3));
    Filler.strings(source().redis(), 3_000, 20);
    WarmedNode node = warmup();
    assertWarmed(node.set("force", true).byHand());
    try (Jedis here = cold().redis().client()) {
      here.set("key:7", "altered");
      here.del("key:8");
      here.sadd("mine", "only");
      here.select(3);
      here.set("elsewhere", "too");
    }

    VerifyReport report = verify(node, "full");

    assertEquals(report.text(), State.DONE, report.state());
    assertEquals("each peer", 2, report.peers().size());
    PeerComparison peer =
        report.peers().stream()
            .filter(p -> p.peer().rack().equals(source().rack()))
            .findFirst()
            .get();
    assertEquals(report.text(), 2_998, peer.equal());
    assertEquals(report.text(), 1, peer.different());
    assertEquals(report.text(), 1, peer.missingHere());
    assertEquals(report.text(), 2, peer.missingThere());
    assertSays("key:7: here string of 7 bytes, there string of 20 bytes", report.text());
    assertSays("db3 elsewhere", report.text());
  }

  @Test
  public void aSampleComparesSomeKeys() {
    cluster();
    Filler.strings(source().redis(), 3_000, 20);
    WarmedNode node = warmup().set("verify.sample.keys", 400);
    assertWarmed(node.set("force", true).byHand());

    VerifyReport report = verify(node, "sample");

    PeerComparison peer = report.peers().get(0);
    assertEquals(report.text(), 400, peer.equal());
    assertEquals(report.text(), peer.compared(), peer.equal());
  }

  @Test
  public void itIsEndedByHandAndByARun() {
    cluster();
    Filler.strings(source().redis(), 20_000, 20);
    WarmedNode node = warmup().set("verify.keys.per.second", 10);
    assertWarmed(node.set("force", true).byHand());

    node.engine().verify("full");
    WarmupException e = assertThrows(WarmupException.class, () -> node.engine().verify("sample"));
    assertEquals(WarmupException.Reason.ALREADY_RUNNING, e.reason());
    node.engine().abort("enough");
    assertEquals(State.ABORTED, end(node).state());

    node.engine().verify("full");
    assertWarmed(node.byHand());
    assertEquals(State.ABORTED, end(node).state());
  }

  @Test
  public void aPeerThatIsGoneIsNamed() {
    cluster();
    Filler.strings(source().redis(), 100, 20);
    WarmedNode node = warmup();
    source().redis().kill();

    VerifyReport report = verify(node, "full");

    assertEquals(report.text(), State.FAILED, report.state());
    assertSays("refused the connection", report.text());
    assertSays("refused the connection", report.reason());
  }

  @Test
  public void aWrongModeIsNamed() {
    cluster();
    WarmupException e =
        assertThrows(WarmupException.class, () -> warmup().engine().verify("everything"));
    assertSays("'everything'; allowed: sample, full, repair", e.getMessage());
  }
}
