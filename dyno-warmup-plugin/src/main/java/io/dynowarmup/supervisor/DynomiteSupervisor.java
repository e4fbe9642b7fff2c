// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WatchSettings;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.RedisAnswer;
import io.dynowarmup.node.dynomite.DynomiteAnswer;
import io.dynowarmup.time.Deadline;

/** Watches Dynomite while its Redis is up, and restarts it. */
final class DynomiteSupervisor {
  private final EngineHost host;
  private final ProcessFacts facts;
  private final RestartPolicy policy = new RestartPolicy();

  DynomiteSupervisor(EngineHost host, ProcessFacts facts) {
    this.host = host;
    this.facts = facts;
  }

  /** Probes Dynomite without a restart, because its Redis is not up. */
  void probeOnly(LockedNode node) {
    DynomiteAnswer answer = node.probeDynomite();
    if (answer.answers()) {
      facts.fine(answer.state().name(), policy.restarts());
    } else {
      facts.trouble("DOWN", policy.restarts(), answer.text() + "; it waits for Redis");
    }
  }

  void check(LockedNode node) {
    DynomiteAnswer answer = node.probeDynomite();
    if (answer.state() == node.dynomite().inService()) {
      policy.alive(host.ticker().nanos());
      facts.fine(answer.state().name(), policy.restarts());
    } else if (answer.answers()) {
      // A run of another process may have begun since Redis was probed.
      RedisAnswer redis = node.probeRedis();
      node.leaveToAnotherRun(redis);
      node.leaveToAnotherSync(redis);
      policy.alive(host.ticker().nanos());
      facts.trouble(
          answer.state().name(),
          policy.restarts(),
          answer.text().isEmpty() ? "another program has set this state" : answer.text());
    } else {
      down(node, answer);
    }
  }

  private void down(LockedNode node, DynomiteAnswer answer) {
    WatchSettings watch = node.config().watch();
    RestartPolicy.Verdict verdict =
        policy.failed(host.ticker().nanos(), watch.failures(), watch.restarts());
    if (facts.down(verdict, policy.restarts(), answer.text(), obstacle(node, answer))) {
      restart(node, answer);
    }
  }

  private static String obstacle(LockedNode node, DynomiteAnswer answer) {
    if (!node.dynomite().process().canStart()) {
      return "; dynomite.start.command is not set";
    }
    return answer.gone() || node.canStopDynomite()
        ? ""
        : "; dynomite.stop.command is not set, so it is left alone";
  }

  /**
   * Restarts Dynomite. As with any Dynomite that died, writes that its peers sent meanwhile are
   * lost.
   */
  private void restart(LockedNode node, DynomiteAnswer answer) {
    policy.restarted(host.ticker().nanos());
    facts.trouble("DOWN", policy.restarts(), answer.text() + "; start " + policy.restarts());
    try {
      if (answer.gone()) {
        node.dynomite().startInService();
        node.dynomite().gate().release();
      } else {
        node.dynomite().restart(Deadline.after(host.ticker(), node.config().dynomiteStartMillis()));
      }
      facts.fine(node.dynomite().inService().name(), policy.restarts());
    } catch (WarmupException e) {
      facts.trouble(
          "DOWN",
          policy.restarts(),
          e.getMessage() + "; the next try after " + policy.pauseMillis() / 1_000 + " s");
    }
  }

  void suspended() {
    facts.suspended();
  }
}
