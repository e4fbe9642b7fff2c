// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import java.util.Optional;
import java.util.Properties;

/**
 * Records why the data of a node is in doubt, so that a restart of this program does not forget it.
 */
public final class RecordedDoubt {
  private static final String DOUBT = "watch.doubt";
  private static final String UNCONFIRMED = "run.unconfirmed";
  private static final String INCOMPLETE = "run.incomplete";

  private final Properties fields;
  private final Runnable save;

  RecordedDoubt(Properties fields, Runnable save) {
    this.fields = fields;
    this.save = save;
  }

  /** Returns the reason, as sentences; empty if the data is not in doubt. */
  public Optional<String> why() {
    return Optional.ofNullable(fields.getProperty(DOUBT)).filter(text -> !text.isEmpty());
  }

  /**
   * Records the reason; writes the file only if it has changed.
   *
   * @param why the reason; empty if the data is not in doubt
   */
  public void record(Optional<String> why) {
    if (!why.equals(why())) {
      fields.setProperty(DOUBT, why.orElse(""));
      save.run();
    }
  }

  /** Removes the reason, because a run changes the data. The caller writes the file. */
  void runBegins() {
    fields.remove(DOUBT);
  }

  /**
   * Records whether the copy of the run in progress depends on restarted copies beside an absent
   * one, for a run that resumes it.
   */
  public void unconfirmed(boolean copy) {
    if (copy != isUnconfirmed()) {
      fields.setProperty(UNCONFIRMED, String.valueOf(copy));
      save.run();
    }
  }

  /** Returns whether it does. */
  public boolean isUnconfirmed() {
    return Boolean.parseBoolean(fields.getProperty(UNCONFIRMED, ""));
  }

  /**
   * Records what the source of the run in progress had left out itself, for a run that resumes it.
   *
   * @param why a sentence; empty if the source is complete
   */
  public void incomplete(Optional<String> why) {
    if (!why.equals(incomplete())) {
      fields.setProperty(INCOMPLETE, why.orElse(""));
      save.run();
    }
  }

  /** Returns it; empty if the source is complete. */
  public Optional<String> incomplete() {
    return Optional.ofNullable(fields.getProperty(INCOMPLETE)).filter(text -> !text.isEmpty());
  }
}
