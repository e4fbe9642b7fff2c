// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.Registration;
import io.dynowarmup.jmx.remote.JmxmpServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** Tests the path from the command line over a real connection to a warm-up and back. */
public class OperatorCommandsTest {
  private static final long LIMIT_SECONDS = 30;

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private final SimulatedWarmup warmup = new SimulatedWarmup();
  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final DefaultSettableConfig config = new DefaultSettableConfig();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final StringWriter out =
      new StringWriter() {
        @Override
        public void write(String text, int offset, int length) {
          super.write(text, offset, length);
          if (text.contains("has begun")) {
            begun.countDown();
          }
        }
      };
  private final StringWriter err = new StringWriter();
  private JmxmpServer server;

  @After
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private void set(String key, Object value) {
    config.setProperty(WarmupConfig.PREFIXES.get(0) + key, value.toString());
  }

  private void listen() {
    set("jmx.port", 0);
    server = JmxmpServer.start(WarmupConfig.from(config).jmx(), beans);
  }

  private void serve() {
    listen();
    Registration.of(beans, warmup);
  }

  private int execute(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return commandLine.execute(args);
  }

  private int tell(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(Arrays.asList("--jmx", server.address().toString()));
    return execute(all.toArray(new String[0]));
  }

  private void assertSays(StringWriter where, String... parts) {
    for (String part : parts) {
      assertTrue(part + " in: " + where, where.toString().contains(part));
    }
    assertFalse(where.toString(), where.toString().contains("Exception"));
  }

  @Test
  public void aRunIsStartedSeenAndAborted() {
    serve();
    assertEquals(0, tell("status"));
    assertSays(out, "no run yet");
    assertEquals(0, tell("start", "--source", "rack2", "--strategy", "replication"));
    assertSays(out, "run 1 has begun");
    assertEquals("rack2", warmup.request().source().get());
    assertEquals("replication", warmup.request().strategy().get());
    assertFalse(warmup.request().isForced());
    assertEquals(0, tell("status"));
    assertSays(out, "> TRANSFER", "run 1 (JMX)");
    assertEquals(0, tell("abort"));
    assertSays(out, "run 1 is ending");
    assertEquals(0, tell("history"));
    assertSays(out, "run 1", " JMX ", "ABORTED", "an operator ended it over JMX");
  }

  @Test
  public void aDumpIsNamedWithTheStrategyThatLoadsIt() {
    serve();
    assertEquals(0, tell("start", "--strategy", "snapshot", "--manifest", "d1", "--force"));
    assertEquals("snapshot", warmup.request().strategy().get());
    assertEquals(Collections.singletonList("d1"), warmup.request().dumps());
    assertTrue(warmup.request().isForced());
  }

  @Test
  public void whatCannotBeDoneNowHasACodeOfItsOwn() {
    serve();
    assertEquals(75, tell("abort"));
    assertSays(err, "no run is in progress");
    tell("start");
    assertEquals(75, tell("start"));
    assertSays(err, "run 1 is in progress");
    assertEquals("", out.toString());
  }

  /** Only what passes by itself is "not now". */
  @Test
  public void aStopThatFailsHasTheCodeOfItsReason() {
    serve();
    assertEquals(78, stopRefusedFor(Reason.BAD_CONFIG));
    assertEquals(78, stopRefusedFor(Reason.FILE));
    assertEquals("Redis does not listen", 12, stopRefusedFor(Reason.REFUSED));
    assertEquals("Redis asks for a login", 12, stopRefusedFor(Reason.NOAUTH));
    assertEquals(70, stopRefusedFor(Reason.INTERNAL));
    assertEquals(75, stopRefusedFor(Reason.ALREADY_RUNNING));
    assertEquals("the daemon is ending", 75, stopRefusedFor(Reason.NOT_RUNNING));
  }

  private int stopRefusedFor(Reason reason) {
    warmup.stopRefusal = reason;
    int code = tell("stop");
    assertSays(err, "the node is not stopped");
    return code;
  }

  @Test
  public void anUnknownSourceIsBadUsage() {
    serve();
    assertEquals(64, tell("start", "--source", "nowhere"));
    assertSays(err, "source 'nowhere' is none of the nodes");
  }

  @Test
  public void forceIsSaidInFull() {
    serve();
    assertEquals(0, tell("start", "--force"));
    assertTrue(warmup.request().isForced());
  }

  @Test
  public void whoWaitsGetsTheExitCodeOfTheOutcome() throws Exception {
    serve();
    ExecutorService operator = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> code = operator.submit(() -> tell("start", "--wait"));
      assertTrue(warmup.started.await(LIMIT_SECONDS, TimeUnit.SECONDS));
      warmup.end(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT, "17 bytes are missing");
      assertEquals(10, (int) code.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } finally {
      operator.shutdownNow();
    }
    assertSays(out, "run 1 has begun", "PARTIAL in 0 ms: 17 bytes are missing");
  }

  /** The log of the protocol's library would be a stack trace on stderr. */
  @Test
  public void aDaemonThatGoesAwayIsOneLineForWhoWaits() throws Exception {
    serve();
    goesAwayUnder("start", "--wait");
    assertSays(err, "the run may still be in progress: check 'status'");
    for (String part : new String[] {"generic", "misc"}) {
      Logger library = Logger.getLogger("javax.management.remote." + part);
      assertFalse(part, library.isLoggable(Level.SEVERE));
    }
  }

  @Test
  public void aDaemonThatGoesAwayIsOneLineForWhoWaitsForAComparison() throws Exception {
    warmup.verifyWithoutEnd();
    serve();
    goesAwayUnder("verify", "--wait");
    assertSays(err, "the verification may still be in progress: check 'verify --last'");
  }

  private void goesAwayUnder(String... command) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.addAll(Arrays.asList("--timeout", "5"));
    ExecutorService operator = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> code = operator.submit(() -> tell(all.toArray(new String[0])));
      assertTrue(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS));
      server.close();
      assertEquals(69, (int) code.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    } finally {
      operator.shutdownNow();
    }
    assertEquals(err.toString(), 1, err.toString().trim().split("\n").length);
  }

  @Test
  public void whoWaitsForAnAbortSeesTheEndOfTheRun() throws Exception {
    serve();
    tell("start");
    assertEquals(0, tell("abort", "--wait"));
    assertSays(out, "run 1 is ending", "ABORTED in ");
  }

  @Test
  public void aComparisonIsAlsoOneJsonObject() {
    serve();
    assertEquals(10, tell("verify", "--mode", "full", "--wait", "--json"));
    assertTrue(out.toString(), out.toString().startsWith("{\"verifyState\":\"DONE\","));
    assertSays(out, "\"verifyDifferent\":1,\"verifyMissingHere\":2");
  }

  @Test
  public void aComparisonThatIsNotWaitedForHasNoJson() {
    serve();
    assertEquals(64, tell("verify", "--json"));
    assertSays(err, "--json", "--wait", "--last");
    assertEquals("nothing was begun", 75, tell("verify", "--last"));
  }

  @Test
  public void preflightEndsWithTheCodeThatTheRunWouldEndWith() {
    serve();
    assertEquals(0, tell("preflight"));
    assertSays(out, "WOULD_WARM: it is cold");
    assertEquals(ExitCode.SKIPPED, PreflightCommand.answer("WOULD_SKIP: it is warm"));
    assertEquals(ExitCode.FAILED, PreflightCommand.answer("WOULD_FAIL: no peer\n  source none"));
    assertEquals(
        ExitCode.BAD_SETTINGS,
        PreflightCommand.answer("WOULD_FAIL: a wrong port\n  reason code    BAD_CONFIG\n  source"));
    assertEquals(
        ExitCode.FAILED, PreflightCommand.answer("WOULD_FAIL: why\n  reason code    NOT_KNOWN"));
    assertEquals(ExitCode.NOT_NOW, PreflightCommand.answer("RUNNING: run 1"));
    assertEquals(
        ExitCode.NOT_NOW,
        PreflightCommand.answer("WOULD_SKIP: another\n  reason code    ALREADY_RUNNING"));
    assertEquals(ExitCode.NOT_NOW, ExitCode.ofFailed("ALREADY_RUNNING"));
  }

  @Test
  public void preflightIsAlsoOneJsonObjectWithTheSameCodes() {
    serve();
    assertEquals(0, tell("preflight", "--json"));
    String[] lines = out.toString().split("\\R");
    assertEquals(out.toString(), 1, lines.length);
    assertTrue(lines[0], lines[0].startsWith("{\"answer\":\"WOULD_WARM\",\"reasonCode\":null,"));
    assertSays(out, "\"reason\":\"it is cold\",\"source\":null,", "\"keysDropped\":0,");
    assertEquals(ExitCode.SKIPPED, codeOf("WOULD_SKIP", "\"NOT_COLD\""));
    assertEquals(ExitCode.BAD_SETTINGS, codeOf("WOULD_FAIL", "\"BAD_CONFIG\""));
    assertEquals(ExitCode.FAILED, codeOf("WOULD_FAIL", "null"));
    assertEquals(ExitCode.NOT_NOW, codeOf("RUNNING", "null"));
    assertEquals(ExitCode.FAILED, PreflightCommand.answerOfJson("no JSON"));
  }

  private static ExitCode codeOf(String answer, String reasonCode) {
    return PreflightCommand.answerOfJson(
        "{\"answer\":\"" + answer + "\",\"reasonCode\":" + reasonCode + ",\"reason\":\"why\"}");
  }

  @Test
  public void aComparisonEndsWithWhatItFound() {
    serve();
    assertEquals(75, tell("verify", "--last"));
    assertSays(err, "no verification has been made since the daemon began", "verify --wait");
    assertEquals("", out.toString());
    assertEquals(75, tell("verify", "--last", "--json"));
    assertSays(out, "\"verifyState\":\"NONE\"");
    assertEquals(10, tell("verify", "--mode", "full", "--wait"));
    assertSays(
        out, "(full) has begun", "10 compared, 7 equal, 1 different, 2 missing here", "key:7");
    assertEquals(ExitCode.ABORTED, VerifyCommand.of("ABORTED", 0));
    assertEquals(ExitCode.FAILED, VerifyCommand.of("FAILED", 3));
    assertEquals(ExitCode.WARMED, VerifyCommand.of("DONE", 0));
  }

  @Test
  public void aModeThatThereIsNotIsBadUsage() {
    serve();
    assertEquals(64, tell("verify", "--mode", "everything"));
    assertSays(err, "everything", "sample, full, repair");
  }

  @Test
  public void jsonHoldsEveryAttributeAndUnknownValuesAreNull() {
    serve();
    assertEquals(0, tell("status", "--json"));
    assertSays(
        out, "\"phase\":\"IDLE\"", "\"percent\":null", "\"runsWarmed\":0", "\"lastRun\":null");
    assertEquals(0, tell("history", "--json"));
    assertEquals("[]", out.toString().trim());
  }

  /** As in {@code status --watch | head -1}; prints plain lines if stdout is not a terminal. */
  @Test(timeout = 60_000)
  public void aWatchEndsWithItsReader() {
    serve();
    CommandLine commandLine = Main.commandLine();
    Writer pipe = brokenPipe();
    commandLine.setOut(new PrintWriter(pipe));
    String url = server.address().toString();
    assertEquals(0, commandLine.execute("status", "--watch", "--json", "--jmx", url));
    assertSays(out, "\"phase\":\"IDLE\"");
  }

  private Writer brokenPipe() {
    return new Writer() {
      @Override
      public void write(char[] text, int offset, int length) throws IOException {
        if (out.toString().contains("\n")) {
          throw new IOException("broken pipe");
        }
        out.write(text, offset, length);
      }

      @Override
      public void flush() {
        // Nothing is buffered.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Test
  public void anAddressWithoutAListenerIsUnreachable() {
    assertEquals(69, execute("status", "--jmx", "127.0.0.1:1"));
    assertSays(err, "nothing listens at service:jmx:jmxmp://127.0.0.1:1", "jmx.port");
  }

  @Test
  public void aProcessWithoutAWarmUpIsUnreachable() {
    listen();
    assertEquals(69, tell("status"));
    assertSays(err, "has no io.dynowarmup:type=Warmup");
  }

  @Test
  public void anAddressThatIsNoneNamesWhatIsAllowed() {
    for (String wrong : new String[] {"22322", "127.0.0.1:99999", "service:jmx:jmxmp://host", ""}) {
      assertEquals(wrong, 64, execute("status", "--jmx", wrong));
      assertSays(err, "--jmx: '" + wrong + "' is not an address", "allowed: HOST:PORT");
    }
    assertEquals(64, execute("status", "--jmx", "service:jmx:http://127.0.0.1:1"));
    assertSays(err, "does not know the protocol http; allowed: jmxmp, rmi");
  }

  @Test
  public void aTimeoutIsSecondsWithinItsLimits() {
    assertEquals(64, execute("status", "--timeout", "soon"));
    assertSays(err, "--timeout", "soon");
    assertEquals(64, execute("status", "--timeout", "0"));
    assertSays(err, "--timeout: 0 is out of range; allowed: 1 to 3600 seconds");
  }

  @Test
  public void theRightPasswordGetsInAndAWrongOneDoesNot() throws Exception {
    String right = file("right", "ada open sesame\n");
    set("jmx.password.file", right);
    serve();
    assertEquals(0, tell("status", "--password-file", right));
    assertEquals(0, tell("status", "--password-file", right, "--user", "ada"));
    assertEquals(77, tell("status", "--password-file", file("wrong", "ada sesame\n")));
    assertSays(err, "refuses the login", "--password-file");
    assertFalse(err.toString(), err.toString().contains("sesame"));
    assertEquals(77, tell("status"));
  }

  @Test
  public void aLoginToADaemonWithoutOneSaysWhatToLeaveOut() throws Exception {
    serve();
    assertEquals(77, tell("status", "--password-file", file("mine", "ada open sesame\n")));
    assertSays(err, "has no login and no TLS: leave out --user, --password-file");
    assertFalse(err.toString(), err.toString().contains("profile"));
  }

  @Test
  public void noLoginToADaemonWithOneSaysWhatIsMissing() throws Exception {
    set("jmx.password.file", file("right", "ada open sesame\n"));
    serve();
    assertEquals(77, tell("status"));
    assertSays(err, "refuses the login: it requires another combination of login and TLS");
    assertFalse(err.toString(), err.toString().contains("profile"));
  }

  @Test
  public void aPasswordIsFoundOrTheRemedyIsNamed() throws Exception {
    assertEquals(64, execute("status", "--user", "ada"));
    assertSays(err, "--user ada has no password", "DYNO_WARMUP_JMX_PASSWORD");
    String two = file("two", "ada a\nbob b\n");
    assertEquals(64, execute("status", "--password-file", two));
    assertSays(err, "does not say which user; it has: ada, bob");
    assertEquals(64, execute("status", "--password-file", two, "--user", "eve"));
    assertSays(err, "does not know user 'eve'; it has: ada, bob");
    Files.setPosixFilePermissions(
        new File(two).toPath(), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(64, execute("status", "--password-file", two, "--user", "ada"));
    assertSays(err, "chmod 600");
    assertEquals(64, execute("status", "--truststore", "/nowhere.p12"));
    assertSays(err, "--truststore=/nowhere.p12 cannot be used: it does not exist");
    for (String text : new String[] {"no key store\n", "-----BEGIN CERTIFICATE-----\n", ""}) {
      String wrong = file("wrong", text);
      assertEquals(64, execute("status", "--truststore", wrong));
      String why = " cannot be used: it is no PKCS12 or JKS file";
      assertEquals("--truststore=" + wrong + why, err.toString().trim().replace("\n", " "));
    }
  }

  private String file(String name, String text) throws Exception {
    Path path = folder.getRoot().toPath().resolve(name);
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return path.toString();
  }
}
