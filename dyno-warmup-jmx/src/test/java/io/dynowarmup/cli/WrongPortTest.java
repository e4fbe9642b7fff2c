// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import picocli.CommandLine;

/**
 * Tests every remote command against ports of other programs: one sentence and a code of the table.
 */
public class WrongPortTest {
  private static final List<List<String>> COMMANDS =
      Arrays.asList(
          Arrays.asList("status"),
          Arrays.asList("status", "--watch"),
          Arrays.asList("start", "--wait"),
          Arrays.asList("abort", "--wait"),
          Arrays.asList("verify", "--wait"),
          Arrays.asList("preflight"),
          Arrays.asList("history"));

  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream direct = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @After
  public void restore() {
    System.setErr(stderr);
  }

  /** Runs a command; what it or a library writes to stderr directly counts too. */
  private int execute(List<String> command, String url, int seconds) throws IOException {
    List<String> args = new ArrayList<>(command);
    args.addAll(Arrays.asList("--timeout", String.valueOf(seconds), "--jmx", url));
    err.getBuffer().setLength(0);
    direct.reset();
    System.setErr(new PrintStream(direct, true, "UTF-8"));
    try {
      CommandLine commandLine = Main.commandLine();
      commandLine.setOut(new PrintWriter(new StringWriter()));
      commandLine.setErr(new PrintWriter(err));
      return commandLine.execute(args.toArray(new String[0]));
    } finally {
      System.setErr(stderr);
    }
  }

  private void assertEach(int code, String url, String sentence) throws IOException {
    assertEach(code, url, sentence, 60);
  }

  private void assertEach(int code, String url, String sentence, int seconds) throws IOException {
    for (List<String> command : COMMANDS) {
      String all = command + " " + url;
      assertEquals(all, code, execute(command, url, seconds));
      String text = err.toString() + direct;
      assertEquals(all + ": " + text, 1, text.trim().split("\\R").length);
      assertTrue(all + ": " + text, text.contains(sentence));
      assertFalse(text, text.contains("Exception") || text.contains("\tat "));
    }
  }

  private static String rmi(int port) {
    return "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
  }

  @Test
  public void aPortThatGreetsIsAnotherProgram() throws Exception {
    try (TalkingPort ssh = new TalkingPort("SSH-2.0-OpenSSH_9.2\r\n", true, true)) {
      assertEach(69, "127.0.0.1:" + ssh.port(), "another program listens there: check the port");
      assertEach(77, rmi(ssh.port()), "does not speak this protocol");
    }
  }

  @Test
  public void aPortThatAnswersInAnotherProtocolIsReported() throws Exception {
    try (TalkingPort http = new TalkingPort("HTTP/1.1 400 Bad Request\r\n\r\n", false, false)) {
      assertEach(77, rmi(http.port()), "does not speak this protocol");
    }
  }

  @Test
  public void aConnectionThatIsClosedAtOnceIsLost() throws Exception {
    try (TalkingPort closing = new TalkingPort("", true, false)) {
      String url = "127.0.0.1:" + closing.port();
      assertEach(69, url, "the connection to service:jmx:jmxmp://" + url + " is lost");
    }
  }

  @Test
  public void aPortThatIsSilentTimesOut() throws Exception {
    try (TalkingPort silent = new TalkingPort("", true, true)) {
      assertEach(
          69, "127.0.0.1:" + silent.port(), "did not answer within 1 s: the process there", 1);
    }
  }

  @Test
  public void aHostWithoutAnAddressAndAPortWithoutAListenerAreReported() throws Exception {
    assertEach(69, "host.invalid:22322", "the host name does not resolve");
    assertEach(69, rmi(1), "nothing listens at");
  }
}
