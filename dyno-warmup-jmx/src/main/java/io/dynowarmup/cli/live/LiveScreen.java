// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import io.dynowarmup.cli.screen.Stty;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;

/**
 * Rewrites the last line of a terminal in place. Any other output to the terminal meanwhile has to
 * go through {@link #log()}; otherwise it corrupts that line. The cursor stays at the begin of the
 * line: if the terminal becomes narrower and breaks the line, all its parts are below the cursor.
 */
public final class LiveScreen implements Screen {
  // Clears this line and those below.
  private static final String CLEAR = "\r\u001b[J";
  // Wrapping is disabled until a change of the width is known; a wrapped line could not be
  // rewritten.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintStream terminal;
  private int columns;
  private String live = "";
  private boolean closed;

  /**
   * Creates a screen.
   *
   * @param columns number of columns of the terminal
   */
  LiveScreen(PrintStream terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  /** Returns a screen on stderr; what is written to {@code System.err} appears above its line. */
  public static LiveScreen onStderr() {
    LiveScreen live = new LiveScreen(System.err, Stty.columns());
    System.setErr(live.log());
    Resizes.onChange(() -> live.resized(Stty.columns()));
    return live;
  }

  @Override
  public synchronized void line(String text) {
    terminal.print(CLEAR + LineFit.wrapped(text, columns) + System.lineSeparator());
    draw();
  }

  @Override
  public synchronized void last(String text) {
    live = "";
    line(text);
    closed = true;
  }

  @Override
  public synchronized void live(String text) {
    if (!closed && !text.equals(live)) {
      live = text;
      terminal.print(CLEAR);
      draw();
    }
  }

  /** Redraws the line after the width of the terminal has changed. */
  synchronized void resized(int newColumns) {
    columns = newColumns;
    if (!live.isEmpty()) {
      terminal.print(CLEAR);
      draw();
    }
  }

  private void draw() {
    // Some terminals wrap after a character in the last column.
    terminal.print(NO_WRAP + LineFit.oneLine(live, columns - 1) + WRAP + "\r");
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
