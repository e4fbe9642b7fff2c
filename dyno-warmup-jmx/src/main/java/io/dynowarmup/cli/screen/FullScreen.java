// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.Map;

/**
 * The whole terminal, drawn over in place and given back as it was. Each frame is one write that
 * clears no more than the rest of a line, so that nothing flickers.
 */
public final class FullScreen implements AutoCloseable {
  // the other screen, no cursor, no wrapping
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  // to ask for it takes a process of its own
  private static final int FRAMES_OF_A_SIZE = 2;

  private final Map<String, String> environment;
  private final PrintStream terminal;
  private final InputStream keys;
  private final String settings;
  private Surface surface;
  private int frames;
  private boolean closed;

  /**
   * @param settings of the terminal to go back to; "" leaves them as they are
   */
  FullScreen(
      Map<String, String> environment, PrintStream terminal, InputStream keys, String settings) {
    this.environment = environment;
    this.terminal = terminal;
    this.keys = keys;
    this.settings = settings;
  }

  /** On stdout. Keys are read as they are typed, and not shown. */
  public static FullScreen open(Map<String, String> environment) {
    String before = Stty.ask("-g");
    FullScreen screen = new FullScreen(environment, utf8(System.out), System.in, before);
    if (!before.isEmpty()) {
      // stopped by Ctrl-Z it could not give the terminal back
      Stty.ask("-icanon", "-echo", "susp", "undef", "min", "0", "time", "0");
    }
    screen.enter();
    return screen;
  }

  private static PrintStream utf8(PrintStream out) {
    try {
      return new PrintStream(out, false, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Java without UTF-8", e);
    }
  }

  synchronized void enter() {
    terminal.print(ENTER);
    terminal.flush();
  }

  /** How much can be drawn on it; a terminal that was resized is known as such a little later. */
  Surface surface() {
    if (frames++ % FRAMES_OF_A_SIZE == 0) {
      surface = Surface.ofTerminal(environment, Stty.size());
    }
    return surface;
  }

  /**
   * Nothing once it is closed.
   *
   * @param frame as many lines as the terminal has
   */
  synchronized void draw(String frame) {
    if (!closed) {
      terminal.print(frame);
      terminal.flush();
    }
  }

  /** Whether q was typed since the last look. */
  boolean quit() {
    try {
      while (keys.available() > 0) {
        int key = keys.read();
        if (key == 'q' || key == 'Q') {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Any number of times, from any thread. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    terminal.print(LEAVE);
    terminal.flush();
    if (!settings.isEmpty()) {
      Stty.ask(settings);
    }
  }
}
