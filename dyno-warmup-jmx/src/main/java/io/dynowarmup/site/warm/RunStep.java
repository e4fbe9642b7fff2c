// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts the runs of the nodes, several at a time, and follows them. Used by one thread. */
final class RunStep {
  static final String WARMED = "WARMED";

  /** A node may be busy with a probe of its own. */
  private static final long BUSY_MILLIS = 60_000;

  private static final String FAILED = "FAILED";

  /** A run is started again this often if a restart of the daemon or of Redis has undone it. */
  private static final int MOST_LOST = 5;

  /** The states of a node that has lost its data since its run, or may have lost it. */
  private static final Set<String> NOT_WARM =
      Collections.unmodifiableSet(
          EnumSet.of(NodeState.COLD, NodeState.DOWN, NodeState.UNKNOWN).stream()
              .map(Enum::name)
              .collect(Collectors.toSet()));

  private final List<WarmNode> targets;
  private final WarmState state;
  private final String strategy;
  private final int parallel;
  private final Ticker ticker;
  private final Consumer<String> lines;
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final Set<String> started = new HashSet<>();
  private final Map<String, Deadline> busy = new LinkedHashMap<>();
  private final Map<String, Integer> lost = new LinkedHashMap<>();

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
      if (isInProgress(node)) {
        running += follow(node) ? 1 : 0;
      }
    }
    for (WarmNode node : targets) {
      boolean due = !outcomes.containsKey(node.key()) && !isInProgress(node);
      if (due && running < parallel) {
        running += start(node) ? 1 : 0;
      }
    }
    return outcomes.size() == targets.size();
  }

  private boolean isInProgress(WarmNode node) {
    return !outcomes.containsKey(node.key())
        && state.run(node.key()).filter(run -> !run.isEmpty()).isPresent();
  }

  /** Returns whether a run has begun and has not ended. */
  boolean isInProgress() {
    return targets.stream().anyMatch(this::isInProgress);
  }

  private boolean start(WarmNode node) throws InterruptedException {
    started.add(node.key());
    try {
      begun(node, node.invoke("start", "", strategy));
      return true;
    } catch (WarmupException e) {
      return read(node) && isRunningAfter(node, e);
    }
  }

  private void begun(WarmNode node, String run) {
    busy.remove(node.key());
    state.started(node.key(), run);
  }

  /** Returns whether a run is in progress although none could be started. */
  private boolean isRunningAfter(WarmNode node, WarmupException e) {
    if (!node.isFresh()) {
      return false; // its daemon may be restarted at this moment
    }
    if (node.last().flag("Running")) {
      // a controller that was killed has started it, or the node itself
      begun(node, node.last().text("RunId"));
      return true;
    }
    boolean mayPass = e.reason() == Reason.ALREADY_RUNNING || e.reason() == Reason.NOT_RUNNING;
    if (!mayPass || isOver(node)) {
      ended(node, FAILED, e.getMessage());
    }
    return false;
  }

  private boolean isOver(WarmNode node) {
    return busy.computeIfAbsent(node.key(), any -> Deadline.after(ticker, BUSY_MILLIS)).passed();
  }

  /** Reads a node. Returns false if it has not answered for too long; that ends its run here. */
  private boolean read(WarmNode node) throws InterruptedException {
    try {
      node.read();
      return true;
    } catch (WarmupException e) {
      ended(node, FAILED, e.getMessage());
      return false;
    }
  }

  /** Returns whether the run of the node is in progress. */
  private boolean follow(WarmNode node) throws InterruptedException {
    if (!read(node)) {
      return false;
    }
    if (!node.isFresh()) {
      return true;
    }
    BeanSnapshot now = node.last();
    String run = state.run(node.key()).orElse("");
    boolean runs = now.flag("Running");
    String latest =
        runs ? now.text("RunId") : now.item("LastRun").orElse(BeanSnapshot.NONE).text("runId");
    if (!latest.equals(run)) {
      if (!runs && !isLater(latest, run)) {
        return again(node, "its daemon was restarted, and run " + run + " did not continue");
      }
      begun(node, latest); // the run that the daemon began after a restart
    }
    return runs || followed(node, now);
  }

  private static boolean isLater(String run, String other) {
    try {
      return Long.parseLong(run) > Long.parseLong(other);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Returns whether to wait for another run of the node after the last one has ended. */
  private boolean followed(WarmNode node, BeanSnapshot now) throws InterruptedException {
    String outcome = outcome(now);
    if (!outcome.equals(WARMED)) {
      if (!started.contains(node.key())) {
        return start(node); // an earlier controller has seen this
      }
    } else if (NOT_WARM.contains(now.text("NodeState"))) {
      boolean cold = now.text("NodeState").equals(NodeState.COLD.name());
      return !cold && !isOver(node)
          || again(
              node, "it is " + now.text("NodeState") + " after its run: " + now.text("NodeReason"));
    }
    ended(node, outcome, now.text("LastReason"));
    return false;
  }

  /** Lets the run of a node be started again. Returns false. */
  private boolean again(WarmNode node, String why) {
    busy.remove(node.key());
    if (lost.merge(node.key(), 1, Integer::sum) > MOST_LOST) {
      ended(node, FAILED, why);
    } else {
      lines.accept("the run of " + node.name() + " is started again: " + why);
      state.started(node.key(), "");
    }
    return false;
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
      if (isInProgress(node)) {
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
