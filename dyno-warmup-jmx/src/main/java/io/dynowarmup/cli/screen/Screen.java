// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.function.Consumer;

/** Where a run is shown to a person. */
public interface Screen {
  /** A line that stays. */
  void line(String text);

  /** What is going on now; takes the place of what was said before. */
  void live(String text);

  /** Lines only. */
  static Screen plain(Consumer<String> lines) {
    return new Screen() {
      @Override
      public void line(String text) {
        lines.accept(text);
      }

      @Override
      public void live(String text) {
        // there is no line to take the place of
      }
    };
  }
}
