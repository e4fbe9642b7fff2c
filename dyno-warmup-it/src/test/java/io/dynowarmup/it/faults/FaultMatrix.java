// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The table that the tests fill. */
final class FaultMatrix {
  private static final Path FILE = Path.of("target", "fault-matrix.md");

  private final Map<Fault, Map<Moment, String>> results = new TreeMap<>();
  private final Map<String, String> reasons = new TreeMap<>();
  private int kept;
  private int broken;

  synchronized void kept(Fault fault, Moment moment, Cell cell) {
    kept++;
    put(fault, moment, cell.result());
    if (!cell.reason().isEmpty()) {
      reasons.put(moment + ": " + fault, cell.reason());
    }
  }

  synchronized void broken(Fault fault, Moment moment, Throwable why) {
    broken++;
    put(fault, moment, "BROKEN: " + why.getMessage());
  }

  private void put(Fault fault, Moment moment, String result) {
    results.computeIfAbsent(fault, f -> new TreeMap<>()).put(moment, result);
  }

  /** Writes the table to the log and to {@code target/fault-matrix.md}. */
  synchronized void write() throws IOException {
    String text = text();
    System.out.println(text);
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Fault matrix: ").append(kept).append(" cells kept the promise, ");
    text.append(broken).append(" broke it\n\n| Fault |");
    for (Moment moment : Moment.values()) {
      text.append(' ').append(moment).append(" |");
    }
    text.append("\n|---").append("|---".repeat(Moment.values().length)).append("|\n");
    results.forEach(
        (fault, row) -> {
          text.append("| ").append(fault).append(" |");
          for (Moment moment : Moment.values()) {
            text.append(' ').append(row.getOrDefault(moment, "")).append(" |");
          }
          text.append('\n');
        });
    text.append("\nReasons:\n\n");
    reasons.forEach(
        (cell, why) -> text.append("- ").append(cell).append(": ").append(why).append('\n'));
    return text.toString();
  }
}
