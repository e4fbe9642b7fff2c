// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** Tests the command line from its text to the exit code, without a server. */
public class MainTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }

  private int runOfNobody(String... more) {
    return noRedis("run", more);
  }

  /** Executes a command on a node whose Redis does not listen. */
  private int noRedis(String command, String... more) {
    List<String> args = new ArrayList<>(Arrays.asList(command));
    for (String setting :
        new String[] {
          "redis.port=1",
          "redis.wait.msec=0",
          "token=1",
          "rack=a",
          "datacenter=dc",
          "peers=127.0.0.1:1:b:dc:1:1",
          "dynomite.admin.url=http://127.0.0.1:1",
          "state.file=" + folder.getRoot().toPath().resolve("state")
        }) {
      args.addAll(Arrays.asList("-D", setting));
    }
    args.addAll(Arrays.asList(more));
    return execute(args.toArray(new String[0]));
  }

  private void assertOneSentence(String... parts) {
    String text = err.toString();
    for (String part : parts) {
      assertTrue(text, text.contains(part));
    }
    assertFalse(text, text.contains("\tat ") || text.contains("Exception"));
  }

  @Test
  public void helpNamesTheCommands() {
    assertEquals(0, execute("--help"));
    assertTrue(out.toString(), out.toString().contains("run") && out.toString().contains("daemon"));
    assertEquals(0, execute("run", "--help"));
    assertTrue(out.toString(), out.toString().contains("--dynomite-yml"));
    assertEquals(0, execute("--version"));
  }

  /** A file that the operator has named is wrong usage; one in a store or queue is not. */
  @Test
  public void aQueueThatCannotBeReadIsAFailure() throws IOException {
    Path queue = Files.createDirectories(folder.getRoot().toPath().resolve("q/queue"));
    assertEquals(12, execute("chunks", "populate", "--queue", "file://" + queue.getParent()));
    assertOneSentence("cannot read " + queue);
    String yml = folder.getRoot().toPath().resolve("none.yml").toString();
    assertEquals(64, execute("chunks", "dump", "--dynomite-yml", yml, "--store", "file:///none"));
    assertOneSentence(yml);
  }

  @Test
  public void withoutACommandTheUsageIsShown() {
    assertEquals(64, execute());
    assertOneSentence("dyno-warmup --help");
  }

  @Test
  public void aClusterWithoutNodesOrWithWrongAddressesIsReportedInOneSentence() {
    assertEquals(69, execute("cluster", "--admin", "127.0.0.1:1"));
    assertOneSentence("is not known", "admin port 127.0.0.1:1 refused");
    err.getBuffer().setLength(0);
    assertEquals(64, execute("cluster", "--admin", "here"));
    assertOneSentence("--admin: 'here' is not host:port");
    err.getBuffer().setLength(0);
    assertEquals(64, execute("cluster", "--timeout", "0"));
    assertOneSentence("--timeout: 0 is out of range; allowed: 1 to 60");
  }

  @Test
  public void anUnknownOptionIsBadUsage() {
    assertEquals(64, execute("run", "--dynomite-yaml", "x"));
    assertOneSentence("--dynomite-yaml", "--dynomite-yml", "Try 'dyno-warmup run --help'");
  }

  /** Otherwise a script would take the exit code 0 of a status for that of a warm node. */
  @Test
  public void aWaitForANodeThatIsNotCheckedIsBadUsage() {
    assertEquals(64, execute("status", "--wait", "5", "--jmx", "127.0.0.1:1"));
    assertOneSentence("--wait: needs --check");
    assertEquals(64, execute("status", "--check", "--wait", "-5", "--jmx", "127.0.0.1:1"));
    assertEquals(69, execute("status", "--check", "--wait", "1", "--jmx", "127.0.0.1:1"));
  }

  @Test
  public void anUnknownCommandIsBadUsage() {
    assertEquals(64, execute("rum"));
    assertOneSentence("rum", "run");
  }

  @Test
  public void anOptionWithoutItsValueIsBadUsage() {
    assertEquals(64, execute("run", "--conf"));
    assertOneSentence("--conf");
  }

  @Test
  public void aSettingThatIsNoneIsBadUsage() {
    assertEquals(64, execute("run", "-D", "bytes.sync.diff"));
    assertOneSentence("bytes.sync.diff", "key=value");
    assertEquals(64, execute("daemon", "-D", "=1"));
  }

  @Test
  public void aFileThatIsMissingIsBadUsage() {
    assertEquals(64, execute("run", "--conf", "/nowhere/c.properties"));
    assertOneSentence("/nowhere/c.properties does not exist");
    assertEquals(64, execute("daemon", "--dynomite-yml", "/nowhere/dynomite.yml"));
    assertOneSentence("--dynomite-yml: /nowhere/dynomite.yml does not exist");
  }

  @Test
  public void aWrongSettingIsDistinguishedFromBadUsage() throws IOException {
    Path conf = folder.getRoot().toPath().resolve("c.properties");
    Files.write(conf, "dm.dyno.warm.poll.msec=soon\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(78, runOfNobody("--conf", conf.toString()));
    assertTrue(
        out.toString(),
        out.toString().contains("dm.dyno.warm.poll.msec=soon (from " + conf + ") is wrong"));
    assertEquals(78, execute("daemon", "--conf", conf.toString()));
    assertOneSentence("dm.dyno.warm.poll.msec=soon (from " + conf + ") is wrong");
  }

  @Test
  public void aStrategyThatThereIsNotIsBadUsage() {
    assertEquals(64, runOfNobody("--strategy", "magic"));
    assertOneSentence("there is no strategy 'magic'; allowed: ");
  }

  @Test
  public void aRunThatFailsSaysSoAtTheEnd() {
    assertEquals(12, runOfNobody());
    String[] lines = out.toString().split("\\R");
    String last = lines[lines.length - 1];
    assertTrue(last, last.matches("FAILED in [0-9.]+ m?s: the local Redis.*"));
    assertTrue(last, last.contains("127.0.0.1:1"));
  }

  @Test
  public void configShowsEachSettingWithItsOriginAndNoPassword() {
    assertEquals(0, execute("config", "-D", "poll.msec=300", "-D", "redis.password=open-sesame"));
    String text = out.toString();
    assertTrue(text, text.contains("poll.msec=300 (from -D)"));
    assertTrue(text, text.contains("msec.bootstraptime=900000 (from default)"));
    assertFalse(text, text.contains("sesame"));
    assertEquals(0, execute("config", "--json"));
    assertTrue(out.toString(), out.toString().contains("\"origin\":\"default\""));
    assertEquals("", err.toString());
    assertEquals(78, execute("config", "-D", "poll.msec=soon"));
    assertOneSentence("poll.msec=soon", "allowed: ");
  }

  @Test
  public void configWarnsOfASettingThatNoCodeReads() {
    assertEquals(0, execute("config", "--json", "-D", "pol.msec=300"));
    assertTrue(err.toString(), err.toString().startsWith("warning: unknown setting "));
    assertTrue(err.toString(), err.toString().contains("pol.msec"));
    assertFalse(out.toString(), out.toString().contains("warning"));
  }

  @Test
  public void aDryRunSaysWhatWouldHappenAndHasItsExitCode() {
    assertEquals(12, runOfNobody("--dry-run"));
    assertTrue(out.toString(), out.toString().startsWith("WOULD_FAIL: "));
  }

  @Test
  public void aComparisonWithoutADaemonFailsInOneSentence() {
    assertEquals(12, noRedis("verify"));
    assertOneSentence("127.0.0.1:1");
    assertEquals("", out.toString());
  }

  @Test
  public void aComparisonWithoutADaemonTakesNoOptionOfADaemon() {
    assertEquals(64, noRedis("verify", "--last"));
    assertOneSentence("--last needs a daemon");
    assertEquals(64, noRedis("verify", "--jmx", "127.0.0.1:22322"));
    assertOneSentence("--jmx needs a daemon");
    assertEquals(78, noRedis("verify", "-D", "poll.msec=soon"));
    assertOneSentence("poll.msec=soon", "allowed: ");
    assertEquals(64, noRedis("verify", "--mode", "everything"));
  }

  @Test
  public void aDryRunIsAlsoOneJsonObject() {
    assertEquals(12, runOfNobody("--dry-run", "--json"));
    String[] lines = out.toString().split("\\R");
    assertEquals(out.toString(), 1, lines.length);
    assertTrue(
        lines[0], lines[0].startsWith("{\"answer\":\"WOULD_FAIL\",\"reasonCode\":\"REFUSED\","));
    assertTrue(lines[0], lines[0].contains("\"keysDropped\":0,"));
  }

  @Test
  public void jsonIsAllThereIsOnStdout() {
    assertEquals(12, runOfNobody("--json"));
    String[] lines = out.toString().split("\\R");
    assertEquals(1, lines.length);
    assertTrue(lines[0], lines[0].startsWith("{\"outcome\":\"FAILED\",\"reasonCode\":\"REFUSED\""));
    assertTrue(lines[0], lines[0].endsWith("}"));
  }
}
