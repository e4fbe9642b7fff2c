// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Simulates the terminal functions that a live line needs. */
public final class FakeTerminal {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public PrintStream stream() throws IOException {
    OutputStream out = written;
    return new PrintStream(out, true, "UTF-8");
  }

  /** Returns the visible lines. */
  public List<String> lines() {
    String text = new String(written.toByteArray(), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        column = 0;
      } else if (c == '\n') {
        lines.add(line.toString());
        line.setLength(0);
        column = 0;
      } else if (text.startsWith("\u001b[J", i)) {
        line.setLength(Math.min(line.length(), column));
        i += 2;
      } else if (text.startsWith("\u001b[?7", i)) {
        i += 4;
      } else {
        line.setLength(Math.max(line.length(), column + 1));
        line.setCharAt(column++, c);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
