// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The table that the kill runs fill. */
final class KillTally {
  private static final Path FILE = Path.of("target", "kill-runs.md");

  private final Map<String, Integer> counts = new TreeMap<>();
  private final StringBuilder broken = new StringBuilder();
  private int whole;
  private int all;

  synchronized void whole(KillRun run) {
    all++;
    whole++;
    counts.merge(
        "| " + run.killedIn() + " | " + run.left() + " | " + run.next() + " |", 1, Integer::sum);
  }

  synchronized void broken(KillRun run, Throwable why) {
    all++;
    broken.append("- ").append(run).append(": ").append(why.getMessage()).append('\n');
  }

  /** Writes the table to the log and to {@code target/kill-runs.md}. */
  synchronized void write() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "# %d of %d runs that were killed (kill -9) under %d SETs/s and started again"
                + " end NORMAL with all keys of the source%n%n",
            whole, all, KillRun.WRITES_PER_SECOND));
    text.append("| Killed in | What it left | The next run | Runs |\n|---|---|---|---|\n");
    counts.forEach((row, count) -> text.append(row).append(' ').append(count).append(" |\n"));
    text.append('\n').append(broken);
    System.out.println(text);
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text);
  }
}
