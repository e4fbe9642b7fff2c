// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import java.util.function.Consumer;

/** Shows a run to an operator. */
public interface Screen {
  /** Prints a permanent line. */
  void line(String text);

  /** Shows the current activity in place of the previous one. */
  void live(String text);

  /** Prints the last line; {@link #live} shows nothing any more. */
  default void last(String text) {
    line(text);
  }

  /** Returns whether {@link #live} shows anything. */
  default boolean isLive() {
    return true;
  }

  /** Returns a screen that prints lines only. */
  static Screen plain(Consumer<String> lines) {
    return new Screen() {
      @Override
      public void line(String text) {
        lines.accept(text);
      }

      @Override
      public void live(String text) {
        // There is no line to replace.
      }

      @Override
      public boolean isLive() {
        return false;
      }
    };
  }
}
