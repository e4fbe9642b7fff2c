// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.jmx.WarmupMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** The executable jar's daemon dumps its node: when an operator asks for it, and by dump.cron. */
public class DaemonDumpIT extends Scenario {
  private static final int KEYS = 20_000;

  private final TempDir dir = closeLater(TempDir.create("dumps"));
  private Daemon daemon;
  private WarmupMXBean bean;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private Path store() {
    return dir.file("store");
  }

  /** Starts a daemon beside the node that holds the data, and waits until it counts as warm. */
  private void daemon(String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of("chunks.store=file://" + store()));
    all.addAll(List.of("cold.uptime.sec=0", "delta.keys.per.second=2000"));
    all.addAll(List.of(settings));
    daemon = closeLater(Daemon.beside(source(), List.of(), all.toArray(String[]::new)));
    JMXConnector client = closeLater(JMXConnectorFactory.connect(daemon.url()));
    bean =
        JMX.newMXBeanProxy(
            client.getMBeanServerConnection(),
            new ObjectName(WarmupMXBean.OBJECT_NAME),
            WarmupMXBean.class);
    await("SKIPPED", () -> bean.getLastOutcome());
    // The record of a run is there a moment before its end.
    await("IDLE", () -> bean.getPhase());
  }

  private interface Reading {
    String now() throws Exception;
  }

  private void await(String value, Reading reading) {
    Await.until(
        () -> value + ": " + bean.getDumpReason() + "\n" + daemon.log(),
        LIMIT,
        () -> reading.now().equals(value));
  }

  private Set<String> manifests() throws IOException {
    Set<String> names = new HashSet<>();
    if (Files.isDirectory(store().resolve("manifests"))) {
      try (Stream<Path> all = Files.list(store().resolve("manifests"))) {
        all.map(p -> p.getFileName().toString())
            .filter(n -> !n.startsWith("."))
            .forEach(names::add);
      }
    }
    return names;
  }

  private void filled() {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
  }

  @Test
  public void anOperatorStartsItEndsItAndResumesIt() throws Exception {
    filled();
    daemon();
    assertEquals("NONE", bean.getDumpState());

    assertSays("has begun", bean.dump());
    Await.until("a chunk", LIMIT, () -> bean.getDumpChunks() > 0);
    Exception second = assertThrows(IllegalStateException.class, bean::dump);
    assertSays("a dump of this node is in progress", second.getMessage());
    bean.abortDump();
    await("ABORTED", bean::getDumpState);
    long stored = bean.getDumpChunks();
    assertTrue("after " + stored + " chunks", stored < 256);
    assertSays("an operator ended it over JMX", bean.getDumpReason());
    assertEquals(Set.of(), manifests());

    bean.dump();
    Await.until("the stored chunks count", LIMIT, () -> bean.getDumpChunks() >= stored);
    await("DONE", bean::getDumpState);
    assertSays("Resuming dump", daemon.log());
    assertEquals(KEYS, bean.getDumpKeys());
    assertEquals(0, bean.getDumpLeftOut());
    assertEquals(Set.of(bean.getDumpId() + ".manifest"), manifests());
    assertTrue(bean.getDumpLastDoneEpochMillis() > bean.getDumpStartedEpochMillis());
    Daemon.Said verified = Daemon.say(Map.of(), "chunks", "verify", "--store", "file://" + store());
    assertEquals(verified.toString(), 0, verified.code());
  }

  @Test
  public void aRunEndsIt() throws Exception {
    filled();
    daemon();
    bean.dump();
    Await.until("a chunk", LIMIT, () -> bean.getDumpChunks() > 0);

    bean.start();

    await("ABORTED", bean::getDumpState);
    assertEquals("a run begins", bean.getDumpReason());
    assertEquals(Set.of(), manifests());
  }

  @Test
  public void aStoreThatDoesNotExistIsAFailure() throws Exception {
    filled();
    daemon("chunks.store=file://" + dir.file("not/mounted"));

    bean.dump();

    await("FAILED", bean::getDumpState);
    assertEquals(4, bean.getDumpStateCode());
    assertSays(dir.file("not").toString(), bean.getDumpReason());
    assertEquals(-1, bean.getDumpLastDoneEpochMillis());
  }

  @Test
  public void byCronTheNewestAreKept() throws Exception {
    filled();
    Files.createDirectories(store().resolve("manifests"));
    daemon("dump.cron=0/2 * * * * ?", "dump.keep=2", "delta.keys.per.second=1000000");

    Set<String> seen = new HashSet<>();
    Await.until(
        () -> "four dumps, seen " + seen + daemon.log(),
        LIMIT,
        () -> {
          seen.addAll(manifests());
          return seen.size() >= 4;
        });

    daemon.awaitLog("(dump.keep)");
    Await.until("at most two, and one that has just ended", LIMIT, () -> manifests().size() <= 2);
  }
}
