// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import io.dynowarmup.cli.live.Screen;

/** Prints on Ctrl-C what continues after this process has ended. */
final class WaitNote implements AutoCloseable {
  private final Thread hook;

  private WaitNote(Screen screen, String text) {
    this.hook = new Thread(() -> screen.last(text), "dyno-warmup-wait");
  }

  /** Prints the text if the process ends before the note is closed. */
  static WaitNote of(Screen screen, String text) {
    WaitNote note = new WaitNote(screen, text);
    Runtime.getRuntime().addShutdownHook(note.hook);
    return note;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the text is printed.
    }
  }
}
