// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.After;
import org.junit.Test;

/** The admin address in the settings belongs to another node's Dynomite. */
public class ForeignAdminIT extends Scenario {
  private RackNode other;
  private Thread asking;
  private volatile boolean asked;
  private volatile String notNormal = "";

  private String admin(RackNode node) {
    other = node;
    asking = new Thread(this::ask, "asks for the state");
    asking.start();
    InetSocketAddress address = node.dynomite().admin();
    return "http://" + address.getHostString() + ":" + address.getPort();
  }

  private void ask() {
    while (!asked) {
      String state = other.dynomite().adminClient().state();
      if (!state.equals("NORMAL")) {
        notNormal = state;
      }
    }
  }

  @After
  public void theOtherNodeWasLeftAlone() throws Exception {
    asked = true;
    asking.join();
    assertEquals("the other node's Dynomite was never taken out of service", "", notNormal);
  }

  @Test
  public void aRunAndItsDryRunSayWhoseItIsAndTouchNothing() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    WarmedNode node = warmup().set("dynomite.admin.url", admin(source()));

    PreflightReport report = node.engine().preflight(WarmupRequest.manual());
    assertEquals(PreflightReport.Answer.WOULD_FAIL, report.answer());
    assertEquals(Reason.BAD_CONFIG, report.status().reasonCode().orElseThrow());
    assertSays("reason code    BAD_CONFIG", report.text());
    assertSays("names rack rack1, data centre dc, and this node is rack rack2", report.why());

    assertEnded(WarmupOutcome.FAILED, Reason.BAD_CONFIG, node.atStartup());
    assertSays("belongs to another Dynomite", node.engine().status().reason());
    assertEquals(0, cold().redis().keys());
    assertServes(cold());
  }

  @Test
  public void aNodeOfTheSameRackIsAnotherOne() throws Exception {
    DynomiteCluster two = cluster(c -> c.tokens(1_000_000_000L, 3_000_000_000L));
    WarmedNode node = warmup(two.node(1, 1)).set("dynomite.admin.url", admin(two.node(1, 0)));

    assertEnded(WarmupOutcome.FAILED, Reason.BAD_CONFIG, node.atStartup());
    assertSays("it names token [1000000000]", node.engine().status().reason());
  }

  @Test
  public void theWatchTouchesNothingEither() {
    cluster();
    String url = admin(source());
    WatchedNode node = closeLater(WatchedNode.of(cold(), "dynomite.admin.url=" + url));
    assertEnded(WarmupOutcome.FAILED, Reason.BAD_CONFIG, node.awaitRun(1));
    node.awaitStates("UP", "OTHER");
    assertSays("belongs to another Dynomite", node.dynomite().text());

    cold().redis().kill();

    node.awaitStates("DOWN", "OTHER");
    Await.holdsFor("left alone", Duration.ofMillis(500), () -> notNormal.isEmpty());
    cold().redis().start();
  }
}
