// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** Tests the executable jar from the build in a JVM of its own. */
public class StandaloneJarIT {
  private static final File JAR = new File(System.getProperty("standalone.jar"));
  private static final int JAVA_8 = 52;

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private String out;
  private String err;

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(Arrays.asList("-jar", JAR.getPath()));
    command.addAll(Arrays.asList(args));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(folder.getRoot().toPath().resolve("out").toFile())
        .redirectError(folder.getRoot().toPath().resolve("err").toFile())
        .start();
  }

  private String read(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.getRoot().toPath().resolve(name));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int end(Process process) throws Exception {
    try {
      assertTrue("it ends within a minute", process.waitFor(60, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    out = read("out");
    err = read("err");
    return process.exitValue();
  }

  private String[] noRedis(String command, String... more) {
    List<String> args = new ArrayList<>(Collections.singletonList(command));
    args.addAll(Arrays.asList(more));
    for (String setting :
        new String[] {
          "redis.port=1",
          "token=1",
          "rack=a",
          "datacenter=dc",
          "peers=127.0.0.1:1:b:dc:1:1",
          "dynomite.admin.url=http://127.0.0.1:1",
          "jmx.port=0",
          "state.file=" + folder.getRoot().toPath().resolve("state")
        }) {
      args.addAll(Arrays.asList("-D", setting));
    }
    return args.toArray(new String[0]);
  }

  @Test
  public void itReportsItsVersionAndNothingElse() throws Exception {
    assertEquals(0, end(start("--version")));
    assertTrue(out, out.startsWith("dyno-warmup " + System.getProperty("project.version")));
    assertEquals("", err);
  }

  @Test
  public void aRunPrintsOneJsonObjectAndItsLogOnStderrWithoutWarningsOfJava() throws Exception {
    assertEquals(12, end(start(noRedis("run", "--json", "-D", "redis.wait.msec=0"))));
    assertTrue(out, out.startsWith("{") && out.trim().endsWith("}"));
    assertEquals(out, 1, out.trim().split("\n").length);
    for (String line : err.trim().split("\n")) {
      assertTrue(line, line.matches("[0-9-]{10}T[0-9:.]{12}(Z|[+-][0-9:]{5}) (INFO|WARN)  ?.*"));
    }
  }

  /** Returns the lines of the log without their times. */
  private List<String> log() {
    List<String> lines = new ArrayList<>();
    for (String line : err.trim().split("\n")) {
      lines.add(line.replaceFirst("^\\S+ +\\S+ +", ""));
    }
    return lines;
  }

  private void assertHas(String line, String... parts) {
    for (String part : parts) {
      assertTrue(part + " in: " + line, line.contains(part));
    }
  }

  @Test
  public void theLogNamesStartRequesterAndEndAndIdsContinueAfterARestart() throws Exception {
    String version = System.getProperty("project.version");
    for (int run = 1; run <= 2; run++) {
      assertEquals(12, end(start(noRedis("run", "-D", "redis.wait.msec=0"))));
      List<String> log = log();
      assertHas(
          log.get(0),
          "StartLine: Program dyno-warmup " + version + ", Java ",
          "begins a run: settings=\"-D\"",
          "state_file=" + folder.getRoot().toPath().resolve("state"),
          "redis=127.0.0.1:1 ",
          "rack=a datacenter=dc tokens=[1]");
      assertEquals(
          "RunThread: run " + run + ": Run " + run + " begins, requested by command line",
          log.get(1));
      for (String line : log.subList(1, log.size())) {
        assertHas(line, ": run " + run + ": ");
      }
      assertHas(
          log.get(log.size() - 1),
          "FAILED: ",
          "(run=" + run + " requested_by=\"command line\" reason=",
          " source=- ",
          " seconds=",
          " keys=- bytes=- writes_held_seconds=- compared=\"-\")");
    }
  }

  @Test
  public void theLogDistinguishesAPreflightFromARun() throws Exception {
    assertEquals(12, end(start(noRedis("run", "--dry-run", "-D", "redis.wait.msec=0"))));
    List<String> log = log();
    assertHas(
        log.get(log.size() - 1),
        ": preflight: Preflight for command line changed nothing: WOULD_FAIL: ");
    for (String line : log.subList(1, log.size())) {
      assertHas(line, ": preflight: ");
    }
  }

  @Test
  public void aDaemonEndsItsRunAndItselfWhenItIsTerminated() throws Exception {
    Process daemon = start(noRedis("daemon", "-D", "redis.wait.msec=60000"));
    try {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!read("err").contains("PREFLIGHT") && System.nanoTime() < limit) {
        assertFalse(daemon.waitFor(50, TimeUnit.MILLISECONDS));
      }
    } finally {
      daemon.destroy();
    }
    assertEquals(143, end(daemon));
    assertEquals("", out);
    assertHas(log().get(0), "begins as a daemon: settings=\"-D\"", "jmx=127.0.0.1:0 http=off");
    assertTrue(err, err.contains("requested by start-up"));
    assertTrue(err, err.contains("ABORTED: the daemon is shutting down"));
    assertTrue(err, err.trim().endsWith("WarmupDaemon: Daemon is down"));
    assertFalse(err, err.contains("WARNING"));
  }

  @Test
  public void theBuildLeavesAManPageForEachCommandAndACompletionBesideTheJar() throws Exception {
    File target = JAR.getParentFile();
    for (CommandLine sub : Main.commandLine().getSubcommands().values()) {
      String command = sub.getCommandName();
      boolean hidden = sub.getCommandSpec().usageMessage().hidden();
      if (!hidden && !"generate-completion".equals(command)) {
        File page = new File(target, "man1/dyno-warmup-" + command + ".1");
        String text = new String(Files.readAllBytes(page.toPath()), StandardCharsets.UTF_8);
        assertTrue(text, text.contains(".TH \"DYNO\\-WARMUP\\-"));
      }
    }
    File script = new File(target, "dyno-warmup-completion.bash");
    String text = new String(Files.readAllBytes(script.toPath()), StandardCharsets.UTF_8);
    assertTrue(text, text.contains("--dynomite-yml") && text.contains("preflight"));
    assertEquals(0, end(start("generate-completion")));
    assertTrue(out, out.contains("--dynomite-yml") && out.contains("preflight"));
  }

  @Test
  public void eachClassIsThereOnceAndRunsOnJava8() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.startsWith("redis/clients/") || name.startsWith("org/yaml/")) {
          wrong.add(name + ": it is there under a name of ours already");
        }
        if (name.endsWith(".class") && majorVersion(jar, entry) > JAVA_8) {
          wrong.add(name + ": above Java 8");
        }
      }
    }
    assertEquals(Collections.emptyList(), wrong);
  }

  private static int majorVersion(JarFile jar, JarEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
