// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what the supervisor knows of one process, and logs each change. One thread writes it; any
 * thread reads it.
 */
final class ProcessFacts {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessFacts.class);

  private final Ticker ticker;
  private volatile WatchedProcess now;

  ProcessFacts(String name, Ticker ticker) {
    this.ticker = ticker;
    this.now = new WatchedProcess.Builder().name(name).state("UNKNOWN").build();
  }

  WatchedProcess now() {
    return now;
  }

  /** Records that the process is healthy. */
  void fine(String state, int restarts) {
    if (change(state, restarts, "")) {
      LOG.info("{} is {}", now.name(), state);
    }
  }

  /** Records that a run is in progress. */
  void suspended() {
    change("SUSPENDED", now.restarts(), "a run is in progress");
  }

  /**
   * @param text the cause, and what is done about it
   */
  void trouble(String state, int restarts, String text) {
    if (change(state, restarts, text)) {
      LOG.warn("{} is {}: {}", now.name(), state, text);
    }
  }

  /**
   * Records that the process is down.
   *
   * @param obstacle why the process cannot be started; empty if it can
   * @return whether to start it now
   */
  boolean down(RestartPolicy.Verdict verdict, int restarts, String text, String obstacle) {
    if (!obstacle.isEmpty() || verdict == RestartPolicy.Verdict.WAIT) {
      trouble("DOWN", restarts, text + obstacle);
      return false;
    }
    if (verdict == RestartPolicy.Verdict.GIVE_UP) {
      trouble(
          "DOWN",
          restarts,
          text + "; it was restarted too often (watch.restarts): start it by hand");
      return false;
    }
    return true;
  }

  private boolean change(String state, int restarts, String text) {
    WatchedProcess before = now;
    boolean other = !before.state().equals(state);
    boolean news = other || !before.text().equals(text);
    if (news || before.restarts() != restarts) {
      WatchedProcess.Builder after =
          new WatchedProcess.Builder().from(before).state(state).restarts(restarts).text(text);
      now = (other ? after.sinceEpochMillis(ticker.epochMillis()) : after).build();
    }
    return news;
  }
}
