package io.dynowarmup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/** Whether a person is looking. */
final class Terminal {
  private static final Path STDERR = Paths.get("/proc/self/fd/2");

  private Terminal() {}

  /** Whether stderr is a terminal on which a line can be rewritten. */
  static boolean canRewrite(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    return !term.isEmpty() && !term.equals("dumb") && stderrIsTerminal();
  }

  /** Where the system does not tell of stderr alone, what Java says of stdin and stdout. */
  private static boolean stderrIsTerminal() {
    if (!Files.isSymbolicLink(STDERR)) {
      return System.console() != null;
    }
    try {
      return isTerminal(Files.readSymbolicLink(STDERR).toString());
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }
}
