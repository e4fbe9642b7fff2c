// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import io.dynowarmup.it.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Holds the last 5,000 lines of a stand-in's log in memory. */
public final class Journal {
  private static final int MOST_LINES = 5_000;

  private final Deque<String> lines = new ArrayDeque<>();

  public synchronized void line(String text) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.add(Instant.ofEpochMilli(Clock.epochMillis()) + " " + text);
  }

  public synchronized String text() {
    return String.join("\n", lines);
  }
}
