// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.spi.WarmupStrategy;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/**
 * A process that cannot put the node back into service ends with an exit code at which systemd
 * restarts it.
 */
public class ExitCodeIT extends Scenario {
  private static final int INTERNAL = 70;

  private final TempDir dir = closeLater(TempDir.create("exit"));

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  /**
   * Runs the jar with {@link FaultyStrategy}, which cannot detach Redis. RESTORE cannot either,
   * because it finds a truncated class.
   */
  private int withoutAWayBack(String... arguments) throws Exception {
    Path node = Files.createDirectories(dir.file("cut").resolve("io/dynowarmup/node"));
    Files.write(node.resolve("Detach.class"), new byte[100]);
    return run("log", arguments);
  }

  /** Runs the built jar with {@link FaultyStrategy} beside it. */
  private int run(String log, String... arguments) throws Exception {
    Path services = Files.createDirectories(dir.file("found").resolve("META-INF/services"));
    Files.writeString(
        services.resolve(WarmupStrategy.class.getName()), FaultyStrategy.class.getName());
    String classes =
        Path.of(FaultyStrategy.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    List<String> command = JavaCommand.of(Daemon.Program.built().jdk(), "-cp");
    command.add(
        String.join(
            File.pathSeparator,
            dir.file("cut").toString(),
            Daemon.Program.built().jar().toString(),
            classes,
            dir.file("found").toString()));
    command.add("io.dynowarmup.cli.Main");
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--dynomite-yml",
            cold().dynomite().yml().toString(),
            "-D",
            "jmx.port=0",
            "-D",
            "state.file=" + dir.file("state")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.file(log).toFile())
            .start();
    closeLater(process::destroyForcibly);
    assertTrue(dir.read(log), Children.ends(process, Duration.ofSeconds(60)));
    return process.exitValue();
  }

  private void assertTheNextStartPutsItBack(String... arguments) throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 100);

    assertEquals(INTERNAL, withoutAWayBack(arguments));

    assertSays("ends with exit code 70", dir.read("log"));
    Files.delete(dir.file("cut").resolve("io/dynowarmup/node/Detach.class"));
    assertEquals(dir.read("log"), 0, run("next", "run"));
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void ofARun() throws Exception {
    assertTheNextStartPutsItBack("run", "-D", "strategy=faulty");
  }

  @Test
  public void ofADaemon() throws Exception {
    assertTheNextStartPutsItBack("daemon", "-D", "strategy=faulty");
  }
}
