// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.jmx.Daemon.Program;
import io.dynowarmup.it.redis.Filler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.Test;

/** The jar is overwritten, or the JDK removed, while a process warms the node. */
public class ReplacedProgramIT extends Scenario {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final int SIGTERM = 143;

  private final TempDir dir = closeLater(TempDir.create("program"));

  private Program copyOfTheJar() throws IOException {
    Program built = Program.built();
    Files.copy(built.jar(), dir.file("program.jar"));
    return new Program(dir.file("program.jar"), built.jdk());
  }

  /** Overwrites a file as cp does: the same inode, first shorter, then with other contents. */
  private static void overwrite(Path jar) throws IOException {
    Files.write(jar, new byte[1_000_000]);
  }

  private DynomiteCluster withASlowSource() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    return cluster;
  }

  private Daemon daemon(Program program, String... settings) throws IOException {
    return closeLater(Daemon.of(program, cold(), List.of(), settings));
  }

  private void awaitReplica() {
    Await.until(
        "a replica", LONG, () -> "slave".equals(cold().redis().info("replication", "role")));
  }

  @Test
  public void aRunInTransferComesToItsEnd() throws Exception {
    DynomiteCluster cluster = withASlowSource();
    Program program = copyOfTheJar();
    Daemon daemon = daemon(program);
    awaitReplica();

    overwrite(program.jar());
    cluster.link(1, 0).redis().bandwidth(0);

    daemon.awaitLog(": WARMED (run=");
    Await.until("the end", LONG, () -> "NORMAL".equals(cold().dynomite().adminClient().state()));
    assertSame(cold(), source());
    assertServes(cold());
    assertEquals(0, daemon.tell("status").code());
    assertEquals(SIGTERM, daemon.terminate());
  }

  /** Another build: also a jar, but with its entries at other positions. */
  @Test
  public void aRunInCatchUpComesToItsEndWithAnotherBuild() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), 2_000, 100);
    // The run cannot leave CATCH_UP, because a hand-over needs the peer's Dynomite.
    cluster.link(0, 1).peer().cut();
    Program program = copyOfTheJar();
    Daemon daemon = daemon(program);
    daemon.awaitLog("Run: run 1: CATCH_UP");

    Files.write(program.jar(), anotherBuild());

    cluster.link(0, 1).peer().heal();
    daemon.awaitLog(": WARMED (run=");
    Await.until("the end", LONG, () -> "NORMAL".equals(cold().dynomite().adminClient().state()));
    assertSame(cold(), source());
    assertServes(cold());
    Daemon.Said compared = daemon.tell("verify", "--mode", "sample", "--wait");
    assertEquals(compared.toString(), 0, compared.code());
    assertEquals(SIGTERM, daemon.terminate());
    assertFalse(daemon.log(), daemon.log().contains("NoClassDefFoundError"));
  }

  /** Returns the jar with its entries in reverse order and without signatures. */
  private byte[] anotherBuild() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>(Comparator.reverseOrder());
    try (ZipFile jar = new ZipFile(Program.built().jar().toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        entries.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  public void sigtermInTransferRestores() throws Exception {
    withASlowSource();
    Program program = copyOfTheJar();
    Daemon daemon = daemon(program);
    awaitReplica();

    overwrite(program.jar());

    assertEquals(SIGTERM, daemon.terminate());
    assertTrue(daemon.log(), daemon.log().contains("ABORTED: the daemon is shutting down"));
    assertServes(cold());
  }

  @Test
  public void anIdleDaemonTakesItsOrders() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    Program program = copyOfTheJar();
    Daemon daemon = daemon(program, "bootstrap=false");
    daemon.awaitLog("bootstrap is false");

    overwrite(program.jar());

    Daemon.Said said = daemon.tell("start", "--wait");
    assertEquals(said.toString(), 0, said.code());
    assertSame(cold(), source());
    Daemon.Said compared = daemon.tell("verify", "--mode", "sample", "--wait");
    assertEquals(compared.toString(), 0, compared.code());
    assertEquals(SIGTERM, daemon.terminate());
    assertServes(cold());
    assertFalse(daemon.log(), daemon.log().contains("NoClassDefFoundError"));
  }

  /** No file of the JDK is left, not even the helper that starts processes. */
  @Test
  public void withoutItsJdkTheDaemonStillStartsRedisAndWarmsTheNode() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    Path jdk = copyOfTheJdk();
    Daemon daemon =
        daemon(
            new Program(Program.built().jar(), jdk),
            "bootstrap=false",
            "watch.msec=200",
            "redis.start.command=echo told >> " + dir.file("started"));
    daemon.awaitLog("bootstrap is false");
    Files.move(jdk, dir.file("gone"));
    Files.delete(dir.file("gone").resolve("lib").resolve("jspawnhelper"));

    cold().redis().kill();

    Await.until(
        () -> "redis.start.command was run: " + daemon.log(),
        LONG,
        () -> dir.read("started").contains("told"));
    cold().redis().start();
    Daemon.Said said = daemon.tell("start", "--wait");
    assertEquals(said + daemon.log(), 0, said.code());
    assertSame(cold(), source());
    assertEquals(SIGTERM, daemon.terminate());
    assertServes(cold());
  }

  private Path copyOfTheJdk() throws Exception {
    Path jdk = Files.createDirectory(dir.file("jdk"));
    for (String part : List.of("bin", "conf", "lib")) {
      Path from = Program.built().jdk().resolve(part);
      Process copy = new ProcessBuilder("cp", "-rL", from.toString(), jdk.toString()).start();
      // The exit code does not matter: some distributions contain dangling links.
      copy.waitFor();
    }
    assertTrue(Files.exists(jdk.resolve("lib").resolve("modules")));
    return jdk;
  }

  /** A RESTORE without memory ends the process with code 70; the next start ends its work. */
  @Test
  public void aRunWithoutMemoryLeavesANodeThatServes() throws Exception {
    cluster();
    Filler.strings(source().redis(), 20_000, 100);

    Daemon.Said said = run(Map.of("JAVA_TOOL_OPTIONS", "-Xmx8m"));

    assertTrue(said.toString(), said.code() == 0 || said.code() == 12 || said.code() == 70);
    if (said.code() == 70) {
      Daemon.Said next = run(Map.of());
      assertEquals(next.toString(), 0, next.code());
    }
    assertServes(cold());
    assertEquals("master", cold().redis().info("replication", "role"));
  }

  private Daemon.Said run(Map<String, String> environment) throws Exception {
    return Daemon.say(
        environment,
        "run",
        "--dynomite-yml",
        cold().dynomite().yml().toString(),
        "-D",
        "state.file=" + dir.file("state"));
  }
}
