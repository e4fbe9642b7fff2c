// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Starts the runs of the nodes, several at a time, and follows them. Used by one thread. */
final class RunStep {
  static final String WARMED = "WARMED";

  /** A node may be busy with a probe of its own. */
  private static final long BUSY_MILLIS = 60_000;

  private final List<WarmNode> targets;
  private final WarmState state;
  private final String strategy;
  private final int parallel;
  private final Ticker ticker;
  private final Consumer<String> lines;
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final Set<String> started = new HashSet<>();
  private final Map<String, Deadline> busy = new LinkedHashMap<>();

  /**
   * @param lines receives a line for each node whose run has ended
   */
  RunStep(
      List<WarmNode> targets,
      WarmState state,
      String strategy,
      int parallel,
      Ticker ticker,
      Consumer<String> lines) {
    this.targets = targets;
    this.state = state;
    this.strategy = strategy;
    this.parallel = parallel;
    this.ticker = ticker;
    this.lines = lines;
  }

  /** Starts runs that are due, and reads all nodes. Returns whether all runs have ended. */
  boolean poll() throws InterruptedException {
    int running = 0;
    for (WarmNode node : targets) {
      if (!outcomes.containsKey(node.key()) && state.run(node.key()).isPresent()) {
        running += follow(node) ? 1 : 0;
      }
    }
    for (WarmNode node : targets) {
      boolean due = !outcomes.containsKey(node.key()) && !state.run(node.key()).isPresent();
      if (due && running < parallel) {
        running += start(node) ? 1 : 0;
      }
    }
    return outcomes.size() == targets.size();
  }

  private boolean start(WarmNode node) throws InterruptedException {
    started.add(node.key());
    try {
      state.started(node.key(), node.order("start", "", strategy));
      return true;
    } catch (WarmupException e) {
      if (node.read().flag("Running")) {
        // a controller that was killed has started it, or the node itself
        state.started(node.key(), node.last().text("RunId"));
        return true;
      }
      boolean mayPass = e.reason() == Reason.ALREADY_RUNNING || e.reason() == Reason.NOT_RUNNING;
      Deadline until = busy.computeIfAbsent(node.key(), any -> Deadline.after(ticker, BUSY_MILLIS));
      if (!mayPass || until.passed()) {
        ended(node, "FAILED", e.getMessage());
      }
      return false;
    }
  }

  /** Returns whether the run of the node is in progress. */
  private boolean follow(WarmNode node) throws InterruptedException {
    BeanSnapshot now;
    try {
      now = node.read();
    } catch (WarmupException e) {
      ended(node, "FAILED", e.getMessage());
      return false;
    }
    BeanSnapshot last = now.item("LastRun").orElse(BeanSnapshot.NONE);
    if (!now.flag("Running") && last.text("runId").equals(state.run(node.key()).orElse(""))) {
      String outcome = outcome(now);
      if (!started.contains(node.key()) && !outcome.equals(WARMED)) {
        return start(node); // an earlier controller has seen this
      }
      ended(node, outcome, now.text("LastReason"));
      return false;
    }
    return true;
  }

  /** A run is also skipped if it is not allowed; the node is warm only if it serves. */
  private static String outcome(BeanSnapshot now) {
    String outcome = now.text("LastOutcome");
    boolean serves = now.text("NodeState").equals("SERVING");
    return outcome.equals("SKIPPED") && serves ? WARMED : outcome;
  }

  private void ended(WarmNode node, String outcome, String reason) {
    outcomes.put(node.key(), outcome);
    lines.accept(outcome + "  " + node.name() + (reason.isEmpty() ? "" : ": " + reason));
  }

  /** Returns how far the runs are, in one line. */
  String text() {
    List<String> running = new ArrayList<>();
    for (WarmNode node : targets) {
      if (state.run(node.key()).isPresent() && !outcomes.containsKey(node.key())) {
        BeanSnapshot now = node.last();
        long percent = now.number("Percent");
        running.add(
            node.peer().dynomite().host()
                + " "
                + now.text("Phase")
                + (percent < 0 ? "" : " " + percent + " %"));
      }
    }
    return outcomes.size()
        + " of "
        + Units.count(targets.size(), "run")
        + " ended"
        + (running.isEmpty() ? "" : "; " + String.join(", ", running));
  }

  /** Returns whether every run ended with one of these outcomes. */
  boolean allAre(List<String> allowed) {
    return outcomes.size() == targets.size() && allowed.containsAll(outcomes.values());
  }
}
