// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;

/**
 * Rewrites the last line of a terminal in place. Any other output to the terminal meanwhile has to
 * go through {@link #log()}; otherwise it corrupts that line.
 */
public final class LiveScreen implements Screen {
  private static final String CLEAR = "\r\u001b[K";
  // Wrapping is disabled, so that a long line is cut at the margin; a wrapped line could not be
  // rewritten.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintStream terminal;
  private String live = "";

  LiveScreen(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Returns a screen on stderr; what is written to {@code System.err} appears above its line. */
  public static LiveScreen onStderr() {
    LiveScreen live = new LiveScreen(System.err);
    System.setErr(live.log());
    return live;
  }

  @Override
  public synchronized void line(String text) {
    terminal.print(CLEAR + text + System.lineSeparator());
    draw();
  }

  @Override
  public synchronized void live(String text) {
    if (!text.equals(live)) {
      live = text;
      terminal.print(CLEAR);
      draw();
    }
  }

  private void draw() {
    terminal.print(NO_WRAP + live + WRAP);
    terminal.flush();
  }

  private synchronized void write(byte[] bytes, int offset, int length) {
    terminal.print(CLEAR);
    terminal.write(bytes, offset, length);
    if (length > 0 && bytes[offset + length - 1] == '\n') {
      draw();
    }
  }

  /**
   * Returns a stream that writes above the live line. Each write should consist of complete lines,
   * as a logger's do.
   */
  PrintStream log() {
    OutputStream above =
        new OutputStream() {
          @Override
          public void write(byte[] b, int off, int len) {
            LiveScreen.this.write(b, off, len);
          }

          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }
        };
    try {
      return new PrintStream(above, true, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Java without UTF-8", e);
    }
  }
}
