// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a command on a terminal of its own, made by {@code script} of util-linux, and shows what a
 * user sees on it. It knows the sequences that the full screen uses.
 */
final class Pty implements AutoCloseable {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])");

  private final TempDir dir = TempDir.create("pty");
  private final int rows;
  private final int columns;
  private final Process process;

  private Pty(int rows, int columns, List<String> command) throws IOException {
    this.rows = rows;
    this.columns = columns;
    String quoted = command.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
    String size = "stty rows " + rows + " cols " + columns + "; ";
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qec", size + "exec " + quoted, "/dev/null");
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("SHELL", "/bin/sh");
    this.process =
        builder
            .redirectOutput(dir.file("out").toFile())
            .redirectError(dir.file("err").toFile())
            .start();
  }

  static boolean isAvailable() {
    return Files.isExecutable(SCRIPT);
  }

  static Pty run(int rows, int columns, List<String> command) throws IOException {
    return new Pty(rows, columns, command);
  }

  void type(String keys) throws IOException {
    OutputStream stdin = process.getOutputStream();
    stdin.write(keys.getBytes(StandardCharsets.US_ASCII));
    stdin.flush();
  }

  /** Waits until the screen satisfies a condition. */
  List<String> await(String what, Predicate<List<String>> condition) {
    Await.until(
        () -> what + " in:\n" + String.join("\n", screen()) + "\n" + dir.read("err"),
        LIMIT,
        () -> condition.test(screen()));
    return screen();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end: " + String.join("\n", screen()));
    }
    return process.exitValue();
  }

  /** Returns the lines as they stand on the screen, as many as it has. */
  List<String> screen() {
    char[][] cells = new char[rows][columns];
    for (char[] line : cells) {
      Arrays.fill(line, ' ');
    }
    String text = dir.read("out");
    Matcher sequence = SEQUENCE.matcher(text);
    int row = 0;
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\u001b' && sequence.region(i, text.length()).lookingAt()) {
        i = sequence.end() - 1;
        if (sequence.group(2).equals("H")) {
          row = Integer.parseInt(sequence.group(1).split(";")[0]) - 1;
          column = 0;
        } else if (sequence.group(2).equals("K")) {
          Arrays.fill(cells[row], column, columns, ' ');
        }
      } else if (text.charAt(i) == '\r') {
        column = 0;
      } else if (text.charAt(i) == '\n') {
        row = Math.min(rows - 1, row + 1);
      } else if (column < columns) {
        cells[row][column++] = text.charAt(i);
      } else {
        throw new AssertionError("line " + row + " is wider than " + columns + ": " + text);
      }
    }
    List<String> lines = new ArrayList<>();
    for (char[] line : cells) {
      lines.add(new String(line).stripTrailing());
    }
    return lines;
  }

  @Override
  public void close() {
    Children.terminate(process);
    dir.close();
  }
}
