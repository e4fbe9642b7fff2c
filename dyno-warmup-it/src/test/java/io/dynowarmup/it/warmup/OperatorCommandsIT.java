// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** Runs the executable jar's commands against its daemon. */
public class OperatorCommandsIT extends Scenario {
  private Daemon daemon;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private void daemon() throws Exception {
    daemon = closeLater(Daemon.beside(cold(), List.of(), "bootstrap=false"));
    daemon.awaitEnd("SKIPPED: bootstrap is false");
  }

  private Daemon.Said tell(int code, String... arguments) throws Exception {
    Daemon.Said said = daemon.tell(arguments);
    assertEquals(said.toString(), code, said.code());
    return said;
  }

  private JsonObject status() throws Exception {
    Daemon.Said said = tell(0, "status", "--json");
    assertEquals("", said.err());
    return JsonParser.parseString(said.out()).getAsJsonObject();
  }

  @Test
  public void aNodeIsWarmedOnceAndAgainOnlyWithForce() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    daemon();
    assertSays("WOULD_WARM: from " + source().redis().host(), tell(0, "preflight").out());

    Daemon.Said said = tell(0, "start", "--wait", "--source", source().rack());

    assertSays("HAND_OVER", said.out());
    assertSays(", 300 keys", said.out());
    assertEquals("WARMED", status().get("lastOutcome").getAsString());
    assertEquals(source().rack(), status().get("sourceRack").getAsString());
    assertSays(" + HAND_OVER", tell(0, "status").out());
    assertSays("WOULD_SKIP", tell(13, "preflight").out());
    assertSays("SKIPPED", tell(0, "start", "--wait").out());
    tell(0, "start", "--wait", "--force");
    assertEquals(4, tell(0, "history").out().lines().count());
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aRunIsAbortedAndStartedAgain() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 40);
    cluster.link(1, 0).redis().bandwidth(60_000);
    daemon();
    assertSays("no run is in progress", tell(75, "abort").err());
    assertSays("'rack17' is none of the nodes", tell(64, "start", "--source", "rack17").err());

    assertSays("has begun", tell(0, "start").out());
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    assertSays("is in progress", tell(75, "start").err());
    assertSays(" > TRANSFER", tell(0, "status").out());
    assertSays("is ending", tell(0, "abort").out());
    daemon.awaitIdle();

    assertEquals("ABORTED", status().get("lastOutcome").getAsString());
    assertServes(cold());
    assertReplicates(source(), cold());
    cluster.link(1, 0).redis().bandwidth(0);
    tell(0, "start", "--wait");
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void waitingForADaemonThatIsGoneIsAnError() throws Exception {
    cluster(c -> c.withLinks()).link(1, 0).redis().bandwidth(60_000);
    Servers.fillForSlowLoad(source(), 40);
    daemon();
    Daemon.Said said = startThat(Executors.callable(daemon::kill));
    assertEquals(said.toString(), 69, said.code());
    assertSays("the run may still be in progress: check 'status'", said.err());
    assertEquals(said.err(), 1, said.err().lines().count());
  }

  /** The run ends first; whether its outcome is read before the connection is lost is open. */
  @Test
  public void whoWaitsForADaemonThatIsTerminatedSeesNoStackTrace() throws Exception {
    cluster(c -> c.withLinks()).link(1, 0).redis().bandwidth(60_000);
    Servers.fillForSlowLoad(source(), 20);
    daemon();
    Daemon.Said said = startThat(daemon::terminate);
    assertTrue(said.toString(), said.code() == 11 || said.code() == 69);
    assertTrue(said.err(), said.err().lines().count() <= 1);
    assertFalse(said.toString(), said.toString().contains("Exception"));
  }

  /** Waits for a run whose daemon is ended in TRANSFER. */
  private Daemon.Said startThat(Callable<?> ends) throws Exception {
    ExecutorService operator = Executors.newSingleThreadExecutor();
    try {
      Future<Daemon.Said> said = operator.submit(() -> daemon.tell("start", "--wait"));
      daemon.awaitLog("TRANSFER");
      ends.call();
      return said.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } finally {
      operator.shutdownNow();
    }
  }
}
