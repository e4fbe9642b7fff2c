// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.jmx.Jmxterm;
import io.dynowarmup.it.redis.RedisBinary;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** Runs the scripts of conf/jmxterm in jmxterm, against the executable jar's daemon. */
public class JmxtermScriptsIT extends Scenario {
  private Daemon daemon;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private Jmxterm begin(String script) throws Exception {
    Path conf = Path.of(Objects.requireNonNull(System.getProperty("conf.dir"), "-Dconf.dir"));
    return closeLater(Jmxterm.running(conf.resolve("jmxterm").resolve(script), daemon.url()));
  }

  private String run(String script, boolean well) throws Exception {
    return end(begin(script), well);
  }

  private static String end(Jmxterm jmxterm, boolean well) throws Exception {
    assertEquals(jmxterm.output(), well, jmxterm.end() == 0);
    assertFalse(jmxterm.output(), jmxterm.output().contains("Unknown"));
    return jmxterm.output();
  }

  @Test
  public void eachOfThemDoesWhatItSays() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 40);
    cluster.link(1, 0).redis().bandwidth(60_000);
    daemon = closeLater(Daemon.beside(cold(), List.of(), "bootstrap=false"));
    daemon.awaitEnd("SKIPPED: bootstrap is false");

    String status = run("status", true);
    assertSays("Phase = IDLE;", status);
    assertSays("LastOutcome = SKIPPED;", status);
    assertSays("Warnings = [", status);
    assertSays("WOULD_WARM: from ", run("preflight", true));
    assertSays("no run is in progress", run("abort", false));

    assertSays("#operation returns", run("start", true));
    Await.until(
        "a replica", LIMIT, () -> "slave".equals(cold().redis().info("replication", "role")));
    assertSays("run 2 is in progress", run("start", false));
    assertSays("Phase = TRANSFER;", run("status", true));
    String aborted = run("abort", true);
    assertSays("run 2 is ending", aborted);
    assertSays("ABORTED: an operator ended it over JMX", aborted);
    assertServes(cold());

    run("start", true);
    Jmxterm follow = begin("follow");
    follow.await("Subscribed to");
    cluster.link(1, 0).redis().bandwidth(0);
    String followed = end(follow, true);
    assertSays("HAND_OVER -> RECONCILE after", followed);
    assertSays("RECONCILE -> RESTORE after", followed);
    assertSays("io.dynowarmup.run.finished", followed);
    assertSays("WARMED", followed);
  }
}
