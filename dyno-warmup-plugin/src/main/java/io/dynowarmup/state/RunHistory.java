// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The last runs, also those of the process before this one; and how often each outcome came. */
public final class RunHistory {
  /** Enough for a night; the state file stays small. */
  static final int MOST = 20;

  private final Deque<RunRecord> latestFirst = new ArrayDeque<>();
  private final Map<WarmupOutcome, Long> counts = new EnumMap<>(WarmupOutcome.class);
  private boolean olderKnown;

  public RunHistory() {
    for (WarmupOutcome o : WarmupOutcome.values()) {
      counts.put(o, 0L);
    }
  }

  /** Those that the state file remembers from before this process; taken once. */
  public synchronized void older(List<RunRecord> latestOfThemFirst) {
    if (!olderKnown) {
      olderKnown = true;
      latestOfThemFirst.forEach(latestFirst::addLast);
      shorten();
    }
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

  /** Of this process; every outcome is in it. */
  public synchronized Map<WarmupOutcome, Long> counts() {
    return new EnumMap<>(counts);
  }
}
