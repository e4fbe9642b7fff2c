// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The fields of the state file that hold the last runs and the number of the last one. */
final class HistoryFields {
  static final String LAST_RUN = "last.run";

  private static final String HISTORY = "history.";

  private HistoryFields() {}

  /** Returns the last runs, latest first. Invalid lines are left out. */
  static List<RunRecord> read(Properties fields) {
    List<RunRecord> records = new ArrayList<>();
    for (int i = 1; i <= RunHistory.MOST; i++) {
      Optional.ofNullable(fields.getProperty(HISTORY + i))
          .flatMap(HistoryFormat::parse)
          .ifPresent(records::add);
    }
    return records;
  }

  /**
   * @param latestFirst at most {@link RunHistory#MOST} runs
   */
  static void write(Properties fields, List<RunRecord> latestFirst) {
    fields.keySet().removeIf(k -> k.toString().startsWith(HISTORY));
    for (int i = 0; i < latestFirst.size(); i++) {
      fields.setProperty(HISTORY + (i + 1), HistoryFormat.of(latestFirst.get(i)));
    }
  }

  /** Returns the highest number of a run; 0 if there is none. */
  static long lastRun(Properties fields) {
    long last = number(fields.getProperty(LAST_RUN, ""));
    for (RunRecord run : read(fields)) {
      last = Math.max(last, number(run.runId()));
    }
    return last;
  }

  private static long number(String id) {
    return id.trim().matches("[0-9]{1,15}") ? Long.parseLong(id.trim()) : 0;
  }
}
