// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws on the whole terminal in place and restores it afterwards. Each frame is one write that
 * clears only the rest of a line, so that the screen does not flicker.
 */
public final class FullScreen implements AutoCloseable {
  // Switches to the alternate screen, hides the cursor and disables wrapping.
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final long TICK_MILLIS = 100;
  private static final int TICKS_OF_A_FRAME = 5;
  // Limits the size queries, because each one starts a process.
  private static final int FRAMES_OF_A_SIZE = 2;

  /** What is shown. */
  public interface Picture {
    /** Returns an object that is another one as soon as there is something new to show. */
    Object version();

    /**
     * Returns the lines.
     *
     * @param height lines that there is room for; more are cut off
     */
    List<Row> rows(Surface surface, int height);

    /** Adds to the last line of the screen what the operator has to know at once. */
    void footer(Row row);
  }

  private final Map<String, String> environment;
  private final PrintStream terminal;
  private final InputStream keys;
  private final String settings;
  private Surface surface;
  private int frames;
  private boolean closed;

  /**
   * Creates a screen.
   *
   * @param settings the terminal settings to restore; "" leaves them unchanged
   */
  FullScreen(
      Map<String, String> environment, PrintStream terminal, InputStream keys, String settings) {
    this.environment = environment;
    this.terminal = terminal;
    this.keys = keys;
    this.settings = settings;
  }

  /** Opens the screen on stdout. Keys are read as they are typed and not echoed. */
  public static FullScreen open(Map<String, String> environment) {
    String before = Stty.ask("-g");
    FullScreen screen = new FullScreen(environment, utf8(System.out), System.in, before);
    if (!before.isEmpty()) {
      // Ctrl-Z is disabled, because a stopped process could not restore the terminal.
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

  /** Shows the picture until q is typed. */
  public void show(Picture picture, Pause pause) throws InterruptedException {
    Object drawn = null;
    for (int tick = 0; !quit(); tick++) {
      Object now = picture.version();
      if (now != drawn || tick % TICKS_OF_A_FRAME == 0) {
        draw(picture);
        drawn = now;
      }
      pause.millis(TICK_MILLIS, CancelSignal.never());
    }
  }

  private void draw(Picture picture) {
    Surface now = surface();
    int height = Math.max(0, now.height() - 1);
    List<Row> rows = new ArrayList<>(picture.rows(now, height));
    while (rows.size() < height) {
      rows.add(new Row());
    }
    List<Row> shown = new ArrayList<>(rows.subList(0, height));
    Row footer = Row.of(" ").add("q", Style.TITLE).add(" quit", Style.DIM);
    picture.footer(footer);
    shown.add(footer);
    draw(now.frame(shown));
  }

  /** Returns what can be drawn; a resize is noticed a little later. */
  Surface surface() {
    if (frames++ % FRAMES_OF_A_SIZE == 0) {
      surface = Surface.ofTerminal(environment, Stty.size());
    }
    return surface;
  }

  /**
   * Draws a frame; does nothing after the screen is closed.
   *
   * @param frame as many lines as the terminal has
   */
  synchronized void draw(String frame) {
    if (!closed) {
      terminal.print(frame);
      terminal.flush();
    }
  }

  /** Returns whether q was typed since the last call. */
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

  /** Restores the terminal. May be called more than once and from any thread. */
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
