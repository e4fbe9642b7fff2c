// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.management.remote.JMXServiceURL;

/** jmxterm as a process, connected, with the warm-up's bean selected. */
public final class Jmxterm implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Writer in;
  private final StringBuffer out = new StringBuffer();
  private final Thread reader;
  private int seen;

  private Jmxterm(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.reader = new Thread(this::read, "output of jmxterm");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts jmxterm as an operator does. With {@code -jar} instead of {@code -cp}, it would not see
   * the JMXMP jar.
   */
  public static Jmxterm at(JMXServiceURL url) throws IOException {
    Jmxterm jmxterm = new Jmxterm(start("-n", "-l", url.toString()));
    jmxterm.say("bean io.dynowarmup:type=Warmup", "#bean is set to");
    return jmxterm;
  }

  /** Runs a script. jmxterm ends after it, or at the first error. */
  public static Jmxterm running(Path script, JMXServiceURL url) throws IOException {
    return new Jmxterm(start("-n", "-e", "-l", url.toString(), "-i", script.toString()));
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = JavaCommand.of("-cp");
    command.add(property("jmxterm.jar") + File.pathSeparator + property("jmxmp.jar"));
    command.add("org.cyclopsgroup.jmxterm.boot.CliMain");
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), "-D" + name);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.append(line).append('\n');
      }
    } catch (IOException e) {
      out.append(e).append('\n');
    }
  }

  /**
   * Enters a command and waits for a text in the output that follows.
   *
   * @return the output since this command
   */
  public String say(String command, String answer) throws IOException {
    seen = out.length();
    in.write(command + "\n");
    in.flush();
    return await(answer);
  }

  /** Waits for a text in the output since the last command. */
  public String await(String text) {
    int from = seen;
    Await.until(
        () -> "jmxterm prints '" + text + "', but: " + out.substring(from),
        LIMIT,
        () -> out.substring(from).contains(text));
    return out.substring(from);
  }

  /** Waits for the end and returns the exit code. */
  public int end() throws InterruptedException {
    if (!Children.ends(process, LIMIT)) {
      throw new AssertionError("jmxterm does not end: " + out);
    }
    reader.join(LIMIT.toMillis());
    return process.exitValue();
  }

  /** Returns the whole output. */
  public String output() {
    return out.toString();
  }

  @Override
  public void close() {
    Children.kill(process);
  }
}
