// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.jmx.WarmupMXBean;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/** The executable jar's daemon compares its node with the peers at the times of verify.cron. */
public class VerifyCronIT extends Scenario {
  private static final String EVERY_TWO_SECONDS = "verify.cron=0/2 * * * * ?";
  private static final String SKIPPED =
      "Skipped the verification that is due by verify.cron: run 1 is in progress";

  private static final int FIRST_SECONDS = 15;

  private Daemon daemon;
  private WarmupMXBean bean;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  /** Not due before the run at start has begun. */
  private static String everyTwoSecondsFrom(int seconds) {
    long first = Clock.epochMillis() / 1_000 + seconds;
    return IntStream.range(0, 15)
        .mapToObj(i -> String.valueOf((first + 2 * i) % 60))
        .collect(Collectors.joining(",", "verify.cron=", " * * * * ?"));
  }

  private void daemon(String... settings) throws Exception {
    daemon = closeLater(Daemon.beside(cold(), List.of(), settings));
    JMXConnector client = closeLater(JMXConnectorFactory.connect(daemon.url()));
    bean =
        JMX.newMXBeanProxy(
            client.getMBeanServerConnection(),
            new ObjectName(WarmupMXBean.OBJECT_NAME),
            WarmupMXBean.class);
  }

  /**
   * Waits for a verification with this result. The next one may begin at any moment, so all
   * attributes are read again each time.
   */
  private void awaitDone(String mode, long keys, long different, long here, long there) {
    Await.until(
        () -> "a comparison that finds that, now " + bean.verification() + "\n" + daemon.log(),
        LIMIT,
        () ->
            bean.getVerifyState().equals("DONE")
                && bean.getVerifyMode().equals(mode)
                && bean.getVerifyKeys() == keys
                && bean.getVerifyDifferent() == different
                && bean.getVerifyMissingHere() == here
                && bean.getVerifyMissingThere() == there
                && bean.getVerifyDifferences() == different + here + there);
  }

  @Test
  public void itComparesAndReportsAgainAndAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 1_000, 20);
    daemon(EVERY_TWO_SECONDS);

    awaitDone("full", 1_000, 0, 0, 0);
    assertEquals("WARMED", bean.getLastOutcome());
    try (Jedis here = cold().redis().client()) {
      here.set("key:7", "another");
      here.del("key:8");
      here.set("mine", "only");
    }
    awaitDone("full", 1_001, 1, 1, 1);
    assertSays("key:7: here string of 7 bytes, there string of 20 bytes", daemon.log());
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      here.set("key:7", there.get("key:7"));
      here.set("key:8", there.get("key:8"));
      here.del("mine");
    }
    awaitDone("full", 1_000, 0, 0, 0);

    Set<Long> times = new TreeSet<>();
    Await.until(
        () -> "three of them, began at " + times,
        LIMIT,
        () -> times.add(bean.getVerifyStartedEpochMillis()) && times.size() >= 3);
    long done = daemon.log().lines().filter(l -> l.contains("Verification DONE: full")).count();
    assertTrue(daemon.log(), done >= 4);
    assertServes(cold());
  }

  @Test
  public void duringARunItIsSkippedAndAfterItItIsDone() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    daemon(everyTwoSecondsFrom(FIRST_SECONDS), "verify=sample", "strategy=replication");

    Await.until(
        () -> "two of them are skipped: " + daemon.log(),
        LIMIT,
        () -> daemon.log().lines().filter(l -> l.contains(SKIPPED)).count() >= 2);
    assertTrue(bean.isRunning());
    assertEquals("NONE", bean.getVerifyState());
    cluster.link(1, 0).redis().bandwidth(0);

    Await.until(
        () -> "a sample, now " + bean.verification(),
        LIMIT,
        () -> bean.getVerifyState().equals("DONE") && bean.getVerifyMode().equals("sample"));
    assertEquals("WARMED", bean.getLastOutcome());
    String log = daemon.log();
    assertTrue(log, log.indexOf("Verification ") > log.indexOf(SKIPPED));
    assertTrue(log, log.indexOf("Verification DONE") > log.indexOf("WARMED"));
  }
}
