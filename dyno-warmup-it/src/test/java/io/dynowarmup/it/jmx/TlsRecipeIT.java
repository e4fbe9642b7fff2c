// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.RedisBinary;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Runs the commands of the page about TLS as they stand there, with the JDK of this process. */
public class TlsRecipeIT {
  private static final String STORE = "keystore-password";
  private static final String USER = "a-long-password";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final TempDir dir = TempDir.create("recipe");

  @Before
  public void makeFiles() throws Exception {
    // The name of this machine may be no name for a certificate.
    Path hostname = dir.write("hostname", "#!/bin/sh\necho node-1\n");
    Files.setPosixFilePermissions(hostname, PosixFilePermissions.fromString("rwx------"));
    String twice = STORE + "\n" + STORE + "\n";
    for (String command : commands("keytool -genkeypair")) {
      String input = command.contains("-importcert") ? twice + "yes\n" : twice;
      shell(command, input, 0);
    }
  }

  @After
  public void removeFiles() {
    dir.close();
  }

  /** Returns the commands of the block that begins like this. */
  private static List<String> commands(String begin) throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("conf.dir")).resolveSibling("dyno-warmup-jmx/docs/jmx.md"));
    int start = page.indexOf("```\n" + begin);
    assertTrue(begin, start >= 0);
    String block = page.substring(start + 4, page.indexOf("\n```", start + 4));
    return List.of(block.replace("\\\n", " ").split("\n"));
  }

  private String shell(String command, String input, int expected) throws Exception {
    File out = dir.file("out").toFile();
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(dir.path().toFile())
            .redirectErrorStream(true)
            .redirectInput(dir.write("in", input).toFile())
            .redirectOutput(out);
    // keytool asks in the language of the user, and wants the answer in it.
    builder.environment().put("LC_ALL", "C");
    builder
        .environment()
        .compute(
            "PATH",
            (name, path) ->
                String.join(
                    File.pathSeparator,
                    dir.path().toString(),
                    Path.of(System.getProperty("java.home"), "bin").toString(),
                    path));
    Process process = builder.start();
    if (!Children.ends(process, LIMIT)) {
      Children.kill(process);
    }
    assertEquals(command + ": " + dir.read("out"), expected, process.exitValue());
    return dir.read("out");
  }

  private DynomiteCluster cluster() {
    return DynomiteCluster.builder().redis(RedisBinary.newest()).build().start();
  }

  @Test
  public void theCommandsOfThisProjectConnectOverTls() throws Exception {
    try (DynomiteCluster cluster = cluster();
        Daemon daemon =
            Daemon.beside(
                cluster.node(1),
                List.of(),
                "bootstrap=false",
                "jmx.tls.keystore=" + dir.file("daemon.p12"),
                "jmx.tls.keystore.password=" + STORE,
                "jmx.password.file=" + dir.file("jmx.password"))) {
      Daemon.Said said =
          Daemon.say(
              Map.of("DYNO_WARMUP_JMX_TRUSTSTORE_PASSWORD", STORE),
              "status",
              "--jmx",
              daemon.url().toString(),
              "--truststore",
              dir.file("trust.p12").toString(),
              "--password-file",
              dir.file("jmx.password").toString(),
              "--user",
              "ada");
      assertEquals(said.toString(), 0, said.code());

      // As the unit that waits for a warm node, and a health check, call it.
      said =
          Daemon.say(
              Map.of(
                  "DYNO_WARMUP_JMX",
                  daemon.url().toString(),
                  "DYNO_WARMUP_JMX_TRUSTSTORE",
                  dir.file("trust.p12").toString(),
                  "DYNO_WARMUP_JMX_TRUSTSTORE_PASSWORD",
                  STORE,
                  "DYNO_WARMUP_JMX_USER",
                  "ada",
                  "DYNO_WARMUP_JMX_PASSWORD",
                  USER),
              "status");
      assertEquals(said.toString(), 0, said.code());
    }
  }

  @Test
  public void jmxtermConnectsOverTls() throws Exception {
    int port = FreePorts.next();
    Path access = dir.write("jmx.access", "ada readwrite\n");
    Files.setPosixFilePermissions(access, PosixFilePermissions.fromString("rw-------"));
    try (DynomiteCluster cluster = cluster();
        Daemon daemon = Daemon.beside(cluster.node(1), flags(port), "bootstrap=false")) {
      daemon.awaitEnd("SKIPPED: bootstrap is false");
      String jmxterm =
          commands("java -Djavax.net.ssl.trustStore=trust.p12")
              .get(0)
              .replace("trustStorePassword=\u2026", "trustStorePassword=" + STORE)
              .replace("-p \u2026", "-p " + USER)
              .replace("10.0.1.5:22323", "127.0.0.1:" + port)
              .replace("jmxterm-1.0.4-uber.jar", System.getProperty("jmxterm.jar"));

      String said =
          shell(jmxterm + " -n -e", "bean io.dynowarmup:type=Warmup\nget LastOutcome\n", 0);

      assertTrue(said, said.contains("LastOutcome = SKIPPED"));
    }
  }

  /** Returns the JVM's arguments of the page, with this machine's address and directory. */
  private List<String> flags(int port) throws Exception {
    List<String> flags = new ArrayList<>();
    String command = commands("java -Dcom.sun.management.jmxremote.port").get(0);
    for (String word : command.substring(0, command.indexOf("-jar")).trim().split("\\s+")) {
      if (word.startsWith("-D")) {
        flags.add(
            word.replace("22323", Integer.toString(port))
                .replace("10.0.1.5", "127.0.0.1")
                .replace("/etc/dyno-warmup", dir.path().toString())
                .replace("\u2026", STORE));
      }
    }
    return flags;
  }
}
