// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;

/**
 * A terminal whose last line is rewritten in place. Whatever else is written to it while this
 * exists has to go through {@link #log()}, or it would tear that line.
 */
public final class LiveScreen implements Screen {
  private static final String CLEAR = "\r\u001b[K";
  // a line that is too long is cut at the margin: one that wraps could not be rewritten
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintStream terminal;
  private String live = "";

  public LiveScreen(PrintStream terminal) {
    this.terminal = terminal;
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

  /** Writes above the live line. Each write should be whole lines, as a logger's are. */
  public PrintStream log() {
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
