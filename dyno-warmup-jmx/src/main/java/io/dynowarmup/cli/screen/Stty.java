// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Controls the terminal with the command stty, which every Unix has; Java has no API for it. */
public final class Stty {
  private static final File TERMINAL = new File("/dev/tty");
  private static final long LIMIT_SECONDS = 2;

  private Stty() {}

  /** Returns the number of columns; 80 if unknown. */
  public static int columns() {
    return size()[1];
  }

  /** Returns rows and columns; 24 and 80 if unknown. */
  static int[] size() {
    return size(ask("size"));
  }

  static int[] size(String answer) {
    String[] words = answer.trim().split(" ");
    boolean numbers = words.length == 2 && answer.trim().matches("[0-9]{1,5} [0-9]{1,5}");
    int rows = numbers ? Integer.parseInt(words[0]) : 0;
    int columns = numbers ? Integer.parseInt(words[1]) : 0;
    return rows > 0 && columns > 0
        ? new int[] {rows, columns}
        : new int[] {Surface.HEIGHT, Surface.WIDTH};
  }

  /**
   * Runs stty.
   *
   * @return its output; "" if there is no terminal or no such command
   */
  static String ask(String... arguments) {
    List<String> command = new ArrayList<>(Arrays.asList("stty"));
    command.addAll(Arrays.asList(arguments));
    try {
      Process stty = new ProcessBuilder(command).redirectInput(TERMINAL).start();
      if (!stty.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return stty.exitValue() == 0 ? text(stty.getInputStream()) : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static String text(InputStream in) throws IOException {
    byte[] bytes = new byte[1_000];
    int length = in.read(bytes);
    return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII).trim();
  }
}
