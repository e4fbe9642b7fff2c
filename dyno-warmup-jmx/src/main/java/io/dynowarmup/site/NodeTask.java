// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One node of the site during a bootstrap: what it is, and what was asked of it. */
final class NodeTask {
  /** A daemon that was restarted resumes its bootstrap by itself within this time. */
  private static final long RESUMES_MILLIS = 15_000;

  /** The states of a node that has lost its data since its run, or cannot be read. */
  private static final List<String> NO_SOURCE = Arrays.asList("COLD", "DOWN");

  private static final String WARMED = "WARMED";

  private final SiteNode node;
  private final Ticker ticker;
  private final boolean forced;
  private final Set<String> near;
  private final Set<String> tried = new HashSet<>();
  private BeanSnapshot now = BeanSnapshot.NONE;
  private NodeResult.State state = NodeResult.State.NOT_BEGUN;
  private String reason = "";
  private Optional<SourceChoice> source = Optional.empty();
  private String run = "";
  private final RunBytes bytes = new RunBytes();
  private boolean checked;
  private boolean givenUp;
  private Deadline resumes;

  /**
   * @param near host:port of each Redis of the site
   */
  NodeTask(SiteNode node, Ticker ticker, boolean forced, Set<String> near) {
    this.node = node;
    this.ticker = ticker;
    this.forced = forced;
    this.near = near;
  }

  SiteNode node() {
    return node;
  }

  Peer peer() {
    return node.peer();
  }

  /** Returns the last reading of the node's MBean. */
  BeanSnapshot reading() {
    return now;
  }

  Optional<BootstrapState> bootstrap() {
    for (BootstrapState known : BootstrapState.values()) {
      if (known.name().equals(now.text("BootstrapState"))) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** Returns whether the preconditions were checked. */
  boolean isChecked() {
    return checked;
  }

  void checked() {
    checked = true;
  }

  boolean is(NodeResult.State wanted) {
    return state == wanted;
  }

  boolean hasTried(String address) {
    return tried.contains(address);
  }

  boolean isFrom(String address) {
    return source.filter(s -> s.address().equals(address)).isPresent();
  }

  boolean isFromAfar() {
    return !sourceOfRun().filter(near::contains).isPresent();
  }

  /** Returns whether nothing further happens to this node by itself. */
  boolean isSettled() {
    boolean mayComeBack = state == NodeResult.State.UNREACHABLE && !run.isEmpty();
    return state != NodeResult.State.RUNNING && state != NodeResult.State.NOT_BEGUN && !mayComeBack;
  }

  /** Reads the node. */
  void poll() throws InterruptedException {
    try {
      now = node.read();
    } catch (WarmupException e) {
      reason = e.getMessage();
      if (state != NodeResult.State.FAILED) {
        state = NodeResult.State.UNREACHABLE;
      }
      return;
    }
    count();
    if (state == NodeResult.State.UNREACHABLE) {
      reason = "";
      state = run.isEmpty() ? NodeResult.State.NOT_BEGUN : NodeResult.State.RUNNING;
    }
    BootstrapState bootstrap = bootstrap().orElse(BootstrapState.NOT_REQUIRED);
    if (now.flag("Running")) {
      running();
    } else if (bootstrap == BootstrapState.OPEN && (run.isEmpty() ? !forced : isWarmed())) {
      settle(NodeResult.State.OPEN, "");
    } else if (bootstrap == BootstrapState.BOOTSTRAPPED) {
      settle(NodeResult.State.BOOTSTRAPPED, "");
    } else if (state == NodeResult.State.RUNNING) {
      ended(bootstrap);
    } else if (state == NodeResult.State.BOOTSTRAPPED) {
      settle(NodeResult.State.FAILED, "its Redis was restarted after the bootstrap");
    }
  }

  /** Counts the bytes of the run that this process follows. */
  private void count() {
    if (now.flag("Running")) {
      bytes.set(now.text("RunId"), now.number("BytesTransferred"), isFromAfar());
    } else if (!run.isEmpty() && last().text("runId").equals(run)) {
      bytes.set(run, last().number("bytes"), isFromAfar());
    }
  }

  private boolean isWarmed() {
    return now.text("LastOutcome").equals(WARMED) || isWarmAfterRestart();
  }

  /**
   * Returns whether the daemon was restarted after a run that ended WARMED, and its start-up run
   * has found the node warm. If this process has begun a run, it has to be that one.
   */
  private boolean isWarmAfterRestart() {
    Optional<BeanSnapshot> last =
        now.items("History").stream().filter(r -> !foundWarm(r)).findFirst();
    return now.text("LastOutcome").equals("SKIPPED")
        && now.item("LastRun").filter(NodeTask::foundWarm).isPresent()
        && now.text("NodeState").equals(NodeState.SERVING.name())
        && last.filter(r -> r.text("outcome").equals(WARMED))
            .filter(r -> run.isEmpty() || r.text("runId").equals(run))
            .isPresent();
  }

  private static boolean foundWarm(BeanSnapshot run) {
    return run.text("reasonCode").equals(Reason.NOT_COLD.name());
  }

  /**
   * Returns whether a run that ended WARMED made the copy that this node has now. A node that was
   * opened as it is may lack data.
   */
  boolean mayBeSource() {
    boolean warm =
        state == NodeResult.State.BOOTSTRAPPED || (state == NodeResult.State.OPEN && isWarmed());
    return warm && !NO_SOURCE.contains(now.text("NodeState"));
  }

  /** Follows a run, also one that an earlier process has begun or that the daemon has resumed. */
  private void running() {
    run = now.text("RunId");
    resumes = null;
    settle(NodeResult.State.RUNNING, "");
  }

  private void ended(BootstrapState bootstrap) {
    String outcome = now.text("LastOutcome");
    givenUp |= isAborted();
    // The node reads its own record every two seconds, so its state may be older than the outcome.
    boolean older = isWarmed() && bootstrap.isClosed();
    boolean unfinished = older || bootstrap == BootstrapState.BOOTSTRAPPING;
    if (unfinished && (resumes == null || !resumes.passed())) {
      resumes = resumes == null ? Deadline.after(ticker, RESUMES_MILLIS) : resumes;
      return;
    }
    boolean warmAgain = bootstrap == BootstrapState.NOT_REQUIRED && isWarmed();
    settle(
        warmAgain ? NodeResult.State.OPEN : NodeResult.State.FAILED,
        warmAgain ? "" : outcome + ": " + now.text("LastReason"));
  }

  /** Returns whether an operator has ended the run. A daemon that is stopped ends its run too. */
  private boolean isAborted() {
    return last().text("runId").equals(run)
        && last().text("outcome").equals(WarmupOutcome.ABORTED.name())
        && !last().text("reason").startsWith(Warmup.SHUTTING_DOWN);
  }

  private void settle(NodeResult.State newState, String why) {
    state = newState;
    reason = why;
  }

  /** Begins the run of this node. A refusal is the result of this node, and stops no other. */
  void start(SourceChoice from, boolean together) throws InterruptedException {
    source = Optional.of(from);
    tried.add(from.address());
    try {
      String force = forced ? "force" : "";
      run = node.invoke("start", "", "", force, together ? "together" : "", from.address());
      settle(NodeResult.State.RUNNING, "");
    } catch (WarmupException e) {
      boolean again = e.reason() == Reason.NOT_RUNNING || e.reason() == Reason.ALREADY_RUNNING;
      settle(again ? NodeResult.State.NOT_BEGUN : NodeResult.State.FAILED, e.getMessage());
      if (again) {
        // The daemon is probing its node or begins a run of its own at this moment.
        tried.remove(from.address());
      }
    }
  }

  /** Ends the bootstrap of a node for which a precondition does not hold. */
  void refuse(String why) {
    givenUp = true;
    settle(NodeResult.State.FAILED, why);
  }

  /** Returns whether no further run begins: a precondition does not hold, or one was aborted. */
  boolean isGivenUp() {
    return givenUp;
  }

  /** Makes a node that failed wait for another source. */
  void again() {
    state = NodeResult.State.NOT_BEGUN;
  }

  /** Gives up a node for which nothing is left to try. */
  void fail(String why) {
    settle(NodeResult.State.FAILED, reason.isEmpty() ? why : reason);
  }

  /** Opens the node for reads. */
  void open() throws InterruptedException {
    try {
      node.invoke("enableIncomingReplication");
      settle(NodeResult.State.OPEN, "");
    } catch (WarmupException e) {
      reason = "it could not be opened: " + e.getMessage();
    }
  }

  private BeanSnapshot last() {
    return now.item("LastRun").orElse(BeanSnapshot.NONE);
  }

  /** Returns host:port of the Redis that the data comes from, or came from. */
  private Optional<String> sourceOfRun() {
    return Known.text(now.flag("Running") ? now.text("Source") : last().text("source"));
  }

  NodeResult result() {
    boolean afar = sourceOfRun().isPresent() && isFromAfar();
    boolean earlier = !bytes.all().isPresent();
    OptionalLong all = earlier ? Known.number(last().number("bytes")) : bytes.all();
    return new NodeResult(
        node.name(),
        state,
        reason,
        sourceOfRun(),
        afar,
        all,
        earlier ? (afar ? all.orElse(0) : 0) : bytes.fromAfar(),
        Known.number(now.number("Keys")));
  }
}
