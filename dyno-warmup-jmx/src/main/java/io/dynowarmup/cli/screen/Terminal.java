// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/** Detects whether the output goes to a terminal. */
public final class Terminal {
  private static final Path STDOUT = Paths.get("/proc/self/fd/1");
  private static final Path STDERR = Paths.get("/proc/self/fd/2");

  private Terminal() {}

  /** Returns whether stderr is a terminal on which a line can be rewritten. */
  public static boolean canRewrite(Map<String, String> environment) {
    return canMove(environment) && isTerminal(STDERR);
  }

  /** Returns whether stdout is a terminal that can be drawn on. */
  public static boolean canDraw(Map<String, String> environment) {
    return canMove(environment) && isTerminal(STDOUT);
  }

  private static boolean canMove(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    return !term.isEmpty() && !term.equals("dumb");
  }

  /**
   * If the system gives no information about a single stream, Java's answer for stdin and stdout is
   * used.
   */
  private static boolean isTerminal(Path stream) {
    if (!Files.isSymbolicLink(stream)) {
      return System.console() != null;
    }
    try {
      return isTerminal(Files.readSymbolicLink(stream).toString());
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
