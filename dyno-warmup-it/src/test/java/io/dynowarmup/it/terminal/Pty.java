// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.terminal;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;

/**
 * A program on a pseudo-terminal, which the command script of util-linux opens, and the screen that
 * a person sees.
 */
public final class Pty implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /**
   * Lets Ctrl-C work if the tests run in the background of a shell without job control, which
   * ignores SIGINT for all its children. An env without the option leaves the signal as it is.
   */
  private static final String WITH_CTRL_C =
      "$(env --default-signal=INT true 2>/dev/null && echo env --default-signal=INT)";

  private final TempDir dir = TempDir.create("pty");
  private final ScreenTerminal screen;
  private final Process process;
  private final Thread reader;
  private final StringBuffer written = new StringBuffer();
  private int columns;

  private Pty(int columns, int rows, Map<String, String> environment, List<String> command)
      throws IOException {
    this.columns = columns;
    screen = new ScreenTerminal(columns, rows);
    List<String> quoted = new ArrayList<>();
    command.forEach(word -> quoted.add("'" + word + "'"));
    String shell =
        "tty > %s; stty rows %d cols %d; exec %s %s"
            .formatted(dir.file("tty"), rows, columns, WITH_CTRL_C, String.join(" ", quoted));
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qfec", shell, "/dev/null");
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    process = builder.start();
    reader = new Thread(this::read, "pty");
    reader.setDaemon(true);
    reader.start();
  }

  public static boolean available() {
    return Files.isExecutable(SCRIPT);
  }

  public static Pty open(
      int columns, int rows, Map<String, String> environment, List<String> command)
      throws IOException {
    return new Pty(columns, rows, environment, command);
  }

  private void read() {
    char[] buffer = new char[4_096];
    try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
        String text = new String(buffer, 0, n);
        written.append(text);
        screen.write(text);
      }
    } catch (IOException e) {
      // The program is gone.
    }
  }

  /** Returns the lines on the screen, without blanks at their ends. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String all = screen.toString();
    for (String line : all.split("\n")) {
      lines.add(line.stripTrailing());
    }
    return lines;
  }

  String text() {
    return String.join("\n", lines()).strip();
  }

  /** Returns every character that the program has written. */
  String written() {
    return written.toString();
  }

  /** Waits until a line of the screen contains a match, and returns that screen. */
  public String await(String regex) {
    return await(regex, text -> text.lines().anyMatch(line -> line.matches(".*(" + regex + ").*")));
  }

  /**
   * Waits until the text of the screen passes a check, and returns that screen.
   *
   * @param what what the check waits for
   */
  public String await(String what, Predicate<String> check) {
    String[] seen = new String[1];
    Await.until(
        () -> what + " on the screen:\n" + text(),
        LIMIT,
        () -> {
          seen[0] = text();
          return check.test(seen[0]);
        });
    return seen[0];
  }

  public void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Changes the size, as a person who drags the window's edge. */
  void resize(int newColumns, int rows) throws Exception {
    columns = newColumns;
    screen.setSize(newColumns, rows);
    Process stty =
        new ProcessBuilder(
                "stty", "-F", dir.read("tty").trim(), "rows", "" + rows, "cols", "" + newColumns)
            .start();
    if (stty.waitFor() != 0) {
      throw new IllegalStateException("stty: " + stty.exitValue());
    }
  }

  int columns() {
    return columns;
  }

  /** Waits for the end and returns the exit code. */
  public int end() throws Exception {
    if (!Children.ends(process, LIMIT)) {
      throw new AssertionError("it does not end: " + text());
    }
    reader.join(LIMIT.toMillis());
    return process.exitValue();
  }

  @Override
  public void close() {
    Children.kill(process);
    dir.close();
  }
}
