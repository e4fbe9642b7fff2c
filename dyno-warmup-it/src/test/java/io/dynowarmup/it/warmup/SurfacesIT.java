// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/** Whatever the node is, each surface that an operator can look at says the same. */
public class SurfacesIT extends Scenario {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Daemon daemon;
  private Surfaces surfaces;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  @Test
  public void theySayTheSameInEachState() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    int port = FreePorts.next();
    Path conf = folder.newFile("dyno-warmup.properties").toPath();
    daemon =
        closeLater(
            Daemon.configured(
                cold(), conf, "bootstrap=false", "watch.msec=200", "http.port=" + port));
    surfaces = new Surfaces(daemon, port);
    daemon.awaitEnd("SKIPPED: bootstrap is false");
    surfaces.assertAgree("SERVING", "it is not known to be warm: SKIPPED, bootstrap is false");

    assertEquals(0, daemon.tell("start", "--wait").code());
    surfaces.assertAgree("SERVING", "Redis master, Dynomite NORMAL, 500 keys");

    aWrongSetting(conf);

    cold().dynomite().adminClient().set("standby");
    surfaces.assertAgree("CLOSED", "Dynomite is STANDBY");
    cold().dynomite().adminClient().set("normal");

    try (Jedis here = cold().redis().client()) {
      here.replicaof(source().redis().host(), source().redis().port());
      surfaces.assertAgree("REPLICA", "it is a replica of " + source().redis().host());
      here.replicaofNoOne();
      surfaces.assertAgree("COLD", "Redis was a replica of another Redis");
      Daemon.Said again = daemon.tell("start", "--force", "--wait");
      assertEquals(again.out() + again.err(), 0, again.code());
      surfaces.assertAgree("SERVING", "Redis master, Dynomite NORMAL, 500 keys");
      here.flushAll();
      surfaces.assertAgree("COLD", "FLUSHALL was sent to Redis");
    }

    dataIsLeftOut();

    cold().dynomite().kill();
    surfaces.assertAgree("DOWN", "Dynomite is DOWN");

    Loading.forLong(cold());
    surfaces.assertAgree("DOWN", "Redis is LOADING: ");
    assertSays("dynowarmup_redis_role{role=\"loading\"} 1.0", surfaces.page("/metrics"));
  }

  /** Nothing changes until the next run, which refuses it. */
  private void aWrongSetting(Path conf) throws Exception {
    Files.writeString(conf, "dynomitemanager.dyno.warm.poll.msec=soon\n");
    daemon.awaitLog("the last valid ones stay in use: ");
    surfaces.assertAgree("SERVING", "Redis master, Dynomite NORMAL, 500 keys");
    assertSays("dynowarmup_settings_problem 1.0", surfaces.page("/metrics"));
    assertSays("; no run can begin: ", daemon.tell("status", "--check").out());
    Daemon.Said said = daemon.tell("start", "--force", "--wait");
    assertEquals(said.out() + said.err(), 78, said.code());
    surfaces.assertAgree("SERVING", "Redis master, Dynomite NORMAL, 500 keys");
    Files.writeString(conf, "");
    daemon.awaitLog("Settings are valid again");
  }

  /** The node takes no value of more than 1 MB. Only a run that ends as WARMED ends the doubt. */
  private void dataIsLeftOut() throws Exception {
    Servers.config(cold(), "proto-max-bulk-len", "1mb");
    Filler.strings(source().redis(), "large", 1, 2_000_000);
    Daemon.Said said = daemon.tell("start", "--strategy", "delta", "--force", "--wait");
    assertEquals(said.out() + said.err(), 10, said.code());
    surfaces.assertAgree("COLD", "Redis master, Dynomite NORMAL, 500 keys");
  }

  @Test
  public void theySayTheSameOfANodeThatIsNotWatched() throws Exception {
    cluster();
    Filler.strings(source().redis(), 50, 20);
    int port = FreePorts.next();
    daemon = closeLater(Daemon.beside(cold(), List.of(), "watch.msec=0", "http.port=" + port));
    daemon.awaitEnd("run 1: WARMED (run=1");
    surfaces = new Surfaces(daemon, port);
    surfaces.assertAgree("UNKNOWN", "the node is not watched: watch.msec is 0");
  }
}
