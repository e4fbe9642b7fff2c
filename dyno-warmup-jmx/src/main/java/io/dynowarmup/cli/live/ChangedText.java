// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.PrintWriter;

/** Prints a text whenever it has changed, where no screen can be drawn. */
public final class ChangedText {
  private static final long BETWEEN_MILLIS = 1_000;

  private ChangedText() {}

  /** Supplies the text. */
  public interface Source {
    /** Returns the text at this moment. */
    String now() throws InterruptedException;
  }

  /**
   * Prints until Ctrl-C, or until the reader of the output is gone.
   *
   * @param always whether to print the text each second, also if it is the same
   */
  public static void print(PrintWriter out, boolean always, Source source)
      throws InterruptedException {
    String printed = "";
    while (!out.checkError()) {
      String text = source.now();
      if (always || !text.equals(printed)) {
        out.println(text);
        printed = text;
      }
      Pause.system().millis(BETWEEN_MILLIS, CancelSignal.never());
    }
  }
}
