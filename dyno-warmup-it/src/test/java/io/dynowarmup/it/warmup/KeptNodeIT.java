// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/** The executable jar's daemon starts and watches the node's Redis and Dynomite. */
public class KeptNodeIT extends Scenario {
  private DynomiteCluster cluster;
  private NodeCommands commands;
  private Daemon daemon;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private void node() {
    cluster = cluster();
    Filler.types(source().redis(), 20);
    commands = closeLater(new NodeCommands(cold(), redis));
  }

  private void daemon(String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("watch.msec=200", "watch.failures=2", commands.startDynomite()));
    daemon = closeLater(Daemon.beside(cold(), List.of(), all.toArray(new String[0])));
  }

  private void awaitRuns(int warmed) {
    Await.until(
        () -> warmed + " times WARMED in: " + daemon.log(),
        LIMIT,
        () ->
            daemon.log().lines().filter(l -> l.matches(".* RunEnd: run \\d+: WARMED .*")).count()
                == warmed);
    Await.until(
        "Dynomite in NORMAL",
        LIMIT,
        () -> "NORMAL".equals(cold().dynomite().adminClient().state()));
  }

  private void endsWell() {
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
    assertFalse(daemon.log(), daemon.log().contains("secret17"));
  }

  @Test
  public void redisAndDynomiteAreStartedAndTheNodeIsWarmed() throws Exception {
    node();
    cold().dynomite().kill();
    cold().redis().kill();

    daemon(commands.startRedis(""));

    awaitRuns(1);
    endsWell();
    assertSays("redis.start.command: starting -a ****", daemon.log());
    assertEquals(143, daemon.terminate());
    assertServes(cold());
  }

  @Test
  public void aRedisThatIsKilledIsStartedAndWarmed() throws Exception {
    node();
    daemon(commands.startRedis(""));
    awaitRuns(1);
    daemon.awaitLog("Redis is UP");

    commands.killRedis();

    awaitRuns(2);
    assertSays("Redis was restarted: it came back ", daemon.log());
    endsWell();
  }

  @Test
  public void aRedisThatComesBackWithAnOldFileGetsWhatDiffers() throws Exception {
    node();
    Filler.strings(source().redis(), 2_000, 50);
    daemon(commands.startRedis(""));
    awaitRuns(1);
    daemon.awaitLog("Redis is UP");
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      // A file of the second in which the data was loaded may be older than the data.
      Await.until(
          "the data on disk",
          LIMIT,
          () -> {
            here.save();
            return daemon.log().contains("Redis has the data of the warm-up on disk");
          });
      here.set("only here", "and not in the file");
      there.set("key:7", "newer than the file");
    }
    long syncs = syncs();
    // The daemon has seen that not all of the data was saved.
    long at = looks();
    Await.until("a look", LIMIT, () -> looks() > at + 1);

    commands.killRedis();

    awaitRuns(2);
    assertSays("of an earlier time", daemon.log());
    assertSays("strategy delta: ", daemon.log());
    assertEquals("full syncs", syncs, syncs());
    endsWell();
  }

  private long syncs() {
    return Long.parseLong(source().redis().info("stats", "sync_full"));
  }

  /** Returns the number of PINGs to Redis, those of the daemon and those of the test itself. */
  private long looks() {
    return Long.parseLong(
        cold().redis().info("commandstats", "cmdstat_ping").replaceAll("calls=(\\d+),.*", "$1"));
  }

  /** Its data is complete up to its end, and lacks what the cluster wrote while it was down. */
  @Test
  public void aRedisThatHasItsDataGetsWhatItHasMissed() throws Exception {
    node();
    Filler.strings(source().redis(), 2_000, 50);
    daemon(commands.startRedis("--appendonly yes"));
    awaitRuns(1);
    try (Jedis jedis = cold().redis().client()) {
      jedis.configSet("appendonly", "yes");
    }
    daemon.awaitLog("Redis has the data of the warm-up on disk");
    long syncs = syncs();

    commands.killRedis();
    writtenToTheSource();

    daemon.awaitLog("Redis was restarted and has its data");
    awaitRuns(2);
    assertEquals("full syncs", syncs, syncs());
    endsWell();
  }

  @Test
  public void aRedisThatWasFrozenGetsWhatItHasMissed() throws Exception {
    node();
    Filler.strings(source().redis(), 2_000, 50);
    daemon("redis.timeout.msec=1000");
    awaitRuns(1);
    daemon.awaitLog("Redis is UP");
    long syncs = syncs();
    String pid = commands.redisPid();

    commands.signal("STOP", pid);
    Await.until(
        "Dynomite in STANDBY",
        LIMIT,
        () -> "STANDBY".equals(cold().dynomite().adminClient().state()));
    writtenToTheSource();
    commands.signal("CONT", pid);

    daemon.awaitLog("Redis did not answer, and Dynomite was in STANDBY");
    awaitRuns(2);
    assertEquals("full syncs", syncs, syncs());
    endsWell();
  }

  private void writtenToTheSource() {
    try (Jedis there = source().redis().client()) {
      there.set("key:7", "newer than the copy");
    }
  }

  @Test
  public void aDynomiteThatIsKilledIsStarted() throws Exception {
    node();
    daemon();
    awaitRuns(1);
    daemon.awaitLog("Dynomite is NORMAL");

    cold().dynomite().kill();

    Await.until("Dynomite", LIMIT, () -> cold().dynomite().isRunning());
    daemon.awaitLog("start 1");
    awaitRuns(1);
    assertSays("Dynomite is DOWN", daemon.log());
    // Writes of the peers are lost until the peers are connected again.
    cluster.awaitPeersConnected();
    endsWell();
  }

  @Test
  public void aStartCommandThatDoesNotExistIsSaidAndWhatIsStartedByHandIsWarmed() throws Exception {
    node();
    daemon("redis.start.command=/there/is/no/such/program", "redis.start.msec=500");
    awaitRuns(1);
    daemon.awaitLog("Redis is UP");

    cold().redis().kill();

    daemon.awaitLog("redis.start.command ended with exit code 127");
    String log = daemon.awaitLog("the next try after 10 s");
    assertSays("not found", log);
    assertEquals("STANDBY", cold().dynomite().adminClient().state());
    cold().redis().start();
    awaitRuns(2);
    endsWell();
    assertEquals(1, daemon.log().lines().filter(l -> l.contains("Starting Redis: ")).count());
  }

  /** Leaves nothing behind, not even the STANDBY that kept readers away. */
  @Test
  public void theEndComesAtOnceWhileAStartHangs() throws Exception {
    node();
    daemon("redis.start.command=echo $$ > " + commands.file("pid") + "; exec sleep 600");
    awaitRuns(1);
    daemon.awaitLog("Redis is UP");
    cold().redis().kill();
    Await.until("the command", LIMIT, () -> commands.exists("pid"));
    assertEquals("STANDBY", cold().dynomite().adminClient().state());

    assertEquals(143, daemon.terminate());

    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    cold().redis().start();
    assertServes(cold());
  }

  /** If the daemon ended between stop and start, it would take the node down. */
  @Test
  public void aRestartThatHasBegunIsBroughtToItsEndFirst() throws Exception {
    node();
    String pid = commands.redisPid();
    daemon(
        commands.startRedis(""),
        "redis.timeout.msec=200",
        "redis.stop.command=touch "
            + commands.file("stopping")
            + "; sleep 1; kill -9 "
            + pid
            + "; sleep 0.2");
    awaitRuns(1);
    daemon.awaitLog("Redis is UP");
    commands.signal("STOP", pid);
    Await.until("the stop command", LIMIT, () -> commands.exists("stopping"));

    assertEquals(143, daemon.terminate());

    Await.until("Redis", LIMIT, () -> !pid.equals(commands.redisPid()));
    assertNotEquals(pid, commands.redisPid());
    assertServes(cold());
  }
}
