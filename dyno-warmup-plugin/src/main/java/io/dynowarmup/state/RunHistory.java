// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Holds the last runs, including those of earlier processes, and counts the outcomes. */
public final class RunHistory {
  /** Enough for one night. The state file stays small. */
  static final int MOST = 20;

  private final Deque<RunRecord> latestFirst = new ArrayDeque<>();
  private final Map<WarmupOutcome, Long> counts = new EnumMap<>(WarmupOutcome.class);

  public RunHistory() {
    for (WarmupOutcome o : WarmupOutcome.values()) {
      counts.put(o, 0L);
    }
  }

  /**
   * Takes over the runs of the state file. It also holds those of earlier processes and of other
   * processes that warmed the node meanwhile.
   */
  public synchronized void recorded(List<RunRecord> latestOfThemFirst) {
    latestFirst.removeIf(run -> latestOfThemFirst.stream().anyMatch(r -> isSame(run, r)));
    List<RunRecord> all = new ArrayList<>(latestFirst);
    all.addAll(latestOfThemFirst);
    // The sort is stable: of two runs that began in one millisecond, that of this process is later.
    all.sort(Comparator.comparingLong(RunRecord::startedEpochMillis).reversed());
    latestFirst.clear();
    latestFirst.addAll(all);
    shorten();
  }

  /** Returns whether the last run of the state file is unknown here: another process made it. */
  public synchronized boolean lacks(List<RunRecord> latestOfThemFirst) {
    return !latestOfThemFirst.isEmpty()
        && latestFirst.stream().noneMatch(run -> isSame(run, latestOfThemFirst.get(0)));
  }

  private static boolean isSame(RunRecord one, RunRecord other) {
    return one.runId().equals(other.runId())
        && one.startedEpochMillis() == other.startedEpochMillis();
  }

  public synchronized void add(RunRecord record) {
    latestFirst.addFirst(record);
    counts.merge(record.outcome(), 1L, Long::sum);
    shorten();
  }

  private void shorten() {
    while (latestFirst.size() > MOST) {
      latestFirst.removeLast();
    }
  }

  public synchronized List<RunRecord> latestFirst() {
    return new ArrayList<>(latestFirst);
  }

  /** Returns the counts of this process, for every outcome. */
  public synchronized Map<WarmupOutcome, Long> counts() {
    return new EnumMap<>(counts);
  }
}
