// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.RedisBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** Uses the JDK's own connector with the flags of the documentation, verbatim. */
public class PlainRmiIT {
  private static final String BEGIN = "java -Dcom.sun.management.jmxremote.port=22323";
  private static final Pattern NAMES = Pattern.compile("-ext SAN=(\\S+)");

  private final TempDir dir = TempDir.create("rmi");
  private final int port = FreePorts.next();

  private static String readme() throws Exception {
    String conf = Objects.requireNonNull(System.getProperty("conf.dir"), "-Dconf.dir");
    return Files.readString(Path.of(conf).resolveSibling("dyno-warmup-jmx/docs/jmx.md"));
  }

  /** Returns the certificate's names in the documentation, with this machine's address. */
  private static String names() throws Exception {
    Matcher recipe = NAMES.matcher(readme());
    assertTrue("the recipe names the node", recipe.find());
    return recipe.group(1).replace("$(hostname)", "node-1").replace("10.0.1.5", "127.0.0.1");
  }

  private List<String> flags() throws Exception {
    String readme = readme();
    String block = readme.substring(readme.indexOf(BEGIN));
    List<String> flags = new ArrayList<>();
    for (String word : block.substring(0, block.indexOf("-jar")).split("[\\s\\\\]+")) {
      if (word.startsWith("-D")) {
        flags.add(
            word.replace("22323", Integer.toString(port))
                .replace("10.0.1.5", "127.0.0.1")
                .replace("/etc/dyno-warmup", dir.path().toString())
                .replace("\u2026", Keytool.PASSWORD));
      }
    }
    return flags;
  }

  private Path secret(String name, String text) throws Exception {
    Path file = dir.write(name, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Daemon.Said say(String command, Path trust, Path passwords, String user)
      throws Exception {
    return Daemon.say(
        Map.of("DYNO_WARMUP_JMX_TRUSTSTORE_PASSWORD", Keytool.PASSWORD),
        command,
        "--jmx",
        "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi",
        "--truststore",
        trust.toString(),
        "--password-file",
        passwords.toString(),
        "--user",
        user);
  }

  @Test
  public void whoHasTheCertificateAndAPasswordGetsInAndMayDoWhatIsHis() throws Exception {
    Path key = Keytool.key(dir.file("daemon.p12"), names());
    Path trust = Keytool.truststore(key, dir.file("trust.p12"));
    Path other = Keytool.truststore(Keytool.key(dir.file("other.p12")), dir.file("others.p12"));
    Path passwords = secret("jmx.password", "ada open\nbob look\n");
    secret("jmx.access", "ada readwrite\nbob readonly\n");
    Path wrong = secret("wrong", "ada sesame\n");
    try (DynomiteCluster cluster =
            DynomiteCluster.builder().redis(RedisBinary.newest()).build().start();
        Daemon daemon = Daemon.beside(cluster.node(1), flags(), "bootstrap=false")) {
      daemon.awaitEnd("SKIPPED: bootstrap is false");
      Daemon.Said said = say("status", trust, passwords, "ada");
      assertEquals(said.toString(), 0, said.code());
      assertTrue(said.out(), said.out().contains("SKIPPED"));
      assertEquals("to abort, but nothing runs", 75, say("abort", trust, passwords, "ada").code());
      assertEquals(0, say("status", trust, passwords, "bob").code());
      assertEquals("may only look", 77, say("abort", trust, passwords, "bob").code());
      assertEquals(77, say("status", trust, wrong, "ada").code());
      assertEquals(77, say("status", other, passwords, "ada").code());
      assertEquals("as it was", "ada open\nbob look\n", Files.readString(passwords));
    } finally {
      dir.close();
    }
  }
}
