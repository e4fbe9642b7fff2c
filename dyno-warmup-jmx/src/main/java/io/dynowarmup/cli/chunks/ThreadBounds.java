// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.chunks;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fewest and the most threads of a populator. Immutable. */
public final class ThreadBounds {
  private static final int MOST = 256;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4}):(\\d{1,4})");

  private final int fewest;
  private final int most;

  private ThreadBounds(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  /**
   * Returns the bounds.
   *
   * @throws WarmupException BAD_ARGUMENT unless 1 &lt;= fewest &lt;= most &lt;= 256
   */
  public static ThreadBounds of(int fewest, int most) {
    if (fewest < 1 || most < fewest || most > MOST) {
      throw wrong(fewest == most ? String.valueOf(most) : fewest + ":" + most);
    }
    return new ThreadBounds(fewest, most);
  }

  /**
   * Parses a text such as 2:8.
   *
   * @throws WarmupException BAD_ARGUMENT if it is none
   */
  public static ThreadBounds parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw wrong(text);
    }
    return of(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  private static WarmupException wrong(String text) {
    return new WarmupException(
        Reason.BAD_ARGUMENT,
        "threads '"
            + text
            + "': allowed are --threads N, or --scale MIN:MAX such as 2:8, from 1 to "
            + MOST);
  }

  public int fewest() {
    return fewest;
  }

  public int most() {
    return most;
  }
}
