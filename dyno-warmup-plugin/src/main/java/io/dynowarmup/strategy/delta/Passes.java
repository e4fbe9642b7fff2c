// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.KeySynchronizer;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.pass.FullPass;
import io.dynowarmup.sync.pass.SecondComparison;
import io.dynowarmup.sync.pass.SyncPass;
import io.dynowarmup.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pass after the other. The first compares all keys; the next ones compare the keys that
 * were moved or in doubt. They end when no key is left, or when the number no longer shrinks,
 * because these keys are being written to.
 */
final class Passes {
  private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

  private static final int LEAST_PASSES = 3;
  private static final int MOST_PASSES = 20;

  private final RedisPair sides;
  private final KeySynchronizer synchronizer;
  private final SyncCounts counts;
  private SyncPass pass;
  private int number = 1;
  private int before = Integer.MAX_VALUE;
  private boolean over;
  private boolean fresh = true;

  Passes(RedisPair sides, KeySynchronizer synchronizer, SyncCounts counts) {
    this.sides = sides;
    this.synchronizer = synchronizer;
    this.counts = counts;
    this.pass = new FullPass(sides, synchronizer.comparison());
  }

  /** Creates passes that begin with these keys. All others are known to be equal. */
  Passes(RedisPair sides, KeySynchronizer synchronizer, SyncCounts counts, PendingKeys changed) {
    this(sides, synchronizer, counts);
    if (!changed.all()) {
      before = changed.size();
      begin(changed);
    }
  }

  /** Creates passes that resume an interrupted run; see {@link CheckpointText}. */
  Passes(RedisPair sides, KeySynchronizer synchronizer, SyncCounts counts, CheckpointText note) {
    this(sides, synchronizer, counts);
    number = note.number;
    before = note.before;
    if (note.place != null) {
      pass = FullPass.from(note.place, sides, synchronizer.comparison());
      synchronizer.again(note.keys);
    } else {
      pass = over(note.keys);
    }
  }

  /**
   * Returns the current progress; call it between two steps.
   *
   * @param sourceRunId the process that the cursor is valid for
   */
  CheckpointText note(String sourceRunId) {
    FullPass.Place place = pass instanceof FullPass ? ((FullPass) pass).place() : null;
    return new CheckpointText(sourceRunId, number, before, counts, place, open());
  }

  /**
   * Returns all keys that are not known to be equal; for a pass over all keys, only those before
   * its position.
   */
  private PendingKeys open() {
    PendingKeys keys = new PendingKeys();
    keys.addAll(synchronizer.again());
    synchronizer.comparison().addOpen(keys);
    pass.addOpen(keys);
    return keys;
  }

  /** Returns the number of the pass, from 1. */
  int number() {
    return number;
  }

  /** Returns whether all keys have been compared once. */
  boolean bulkDone() {
    return number > 1 || over;
  }

  /** Returns whether nothing differs except {@link #left()}. */
  boolean over() {
    return over;
  }

  /**
   * Returns the keys that still changed. Before the passes are over, this includes the keys that
   * still have to be compared. During a pass over all keys, that means all keys.
   */
  PendingKeys left() {
    if (over) {
      return synchronizer.again();
    }
    return pass instanceof SecondComparison ? open() : PendingKeys.everything();
  }

  /** Starts another pass over the keys that were left. */
  void resume() {
    PendingKeys left = synchronizer.again();
    if (over && left.size() > 0) {
      over = false;
      before = Integer.MAX_VALUE;
      begin(left);
    }
  }

  void step() throws InterruptedException {
    if (fresh) {
      synchronizer.rest();
      fresh = false;
    }
    if (!over && !pass.step()) {
      next();
    }
  }

  private void next() {
    PendingKeys found = synchronizer.again();
    LOG.info(
        "Pass {} ended: {} in total, {}{} to compare again",
        number,
        counts,
        found.all() ? "more than " : "",
        Units.keys(found.size()));
    boolean shrinks = found.size() <= before / 2;
    if (found.size() == 0 || number % MOST_PASSES == 0 || number >= LEAST_PASSES && !shrinks) {
      over = true;
      return;
    }
    before = found.size();
    begin(found);
  }

  private void begin(PendingKeys list) {
    number++;
    fresh = true;
    pass = over(list);
    synchronizer.again(new PendingKeys());
  }

  private SyncPass over(PendingKeys list) {
    return list.all()
        ? new FullPass(sides, synchronizer.comparison())
        : new SecondComparison(sides, synchronizer.comparison(), list);
  }
}
