// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the settings of the local Redis that the last run could not restore, for example because
 * Redis did not answer. Retries after growing pauses, because Redis may refuse a setting for good.
 */
final class LeftSettings {
  private static final Logger LOG = LoggerFactory.getLogger(LeftSettings.class);

  private final Ticker ticker;
  private RestartPolicy policy = new RestartPolicy();
  private String problems = "";

  LeftSettings(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Tries to restore them if a try is due. Call it after each probe that found a master. */
  void putBack(LockedNode node) {
    boolean again = !problems.isEmpty();
    if (again
        && policy.failed(ticker.nanos(), 1, Integer.MAX_VALUE) == RestartPolicy.Verdict.WAIT) {
      return;
    }
    String now = String.join("; ", node.putBackSettings());
    if (now.isEmpty()) {
      policy = new RestartPolicy();
    } else if (again) {
      policy.restarted(ticker.nanos());
    }
    if (!now.isEmpty() && !now.equals(problems)) {
      LOG.warn("Settings of an earlier run are not restored: {}", now);
    }
    problems = now;
  }

  /** Records that a run is in progress, which restores its own settings. */
  void suspended() {
    policy = new RestartPolicy();
    problems = "";
  }
}
