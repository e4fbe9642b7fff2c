// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Bootstraps the nodes of a site. It keeps nothing that the nodes do not keep themselves: if it is
 * killed, another one continues.
 */
final class Bootstrap {
  private static final long POLL_MILLIS = 500;

  private final SiteRequest request;
  private final List<NodeTask> tasks;
  private final Sources sources;
  private final Preconditions conditions;
  private final ServingNodes serving;
  private final Ticker ticker;
  private final Pause pause;
  private final Consumer<List<NodeResult>> progress;

  /**
   * @param ring the tokens of the data centre that has the data
   * @param serving reads which of its nodes serve
   * @param progress receives the nodes after each poll
   */
  Bootstrap(
      SiteRequest request,
      List<SiteNode> nodes,
      Set<Long> ring,
      ServingNodes serving,
      Ticker ticker,
      Pause pause,
      Consumer<List<NodeResult>> progress) {
    this.request = request;
    this.ticker = ticker;
    this.pause = pause;
    this.progress = progress;
    Set<String> near =
        nodes.stream().map(node -> node.peer().redis().toString()).collect(Collectors.toSet());
    this.tasks =
        nodes.stream()
            .map(node -> new NodeTask(node, ticker, request.isForced(), near))
            .collect(Collectors.toList());
    this.sources = new Sources(request.fromDatacenter(), ring, tasks);
    this.conditions = new Preconditions(request, sources);
    this.serving = serving;
  }

  SiteReport run() throws InterruptedException {
    long began = ticker.nanos();
    Deadline end = Deadline.after(ticker, request.timeoutMillis());
    try (NodeThreads threads = new NodeThreads(tasks.size())) {
      sources.serving(serving.read());
      each(threads, NodeTask::poll);
      List<String> misses = misses(threads);
      SiteReport.Outcome outcome =
          misses.isEmpty() ? toTheEnd(threads, end) : SiteReport.Outcome.REFUSED;
      return new SiteReport(outcome, misses, results(), (ticker.nanos() - began) / 1_000_000);
    }
  }

  private List<String> misses(NodeThreads threads) throws InterruptedException {
    List<Callable<Optional<String>>> checks = new ArrayList<>();
    for (NodeTask task : tasks) {
      checks.add(() -> conditions.miss(task).map(text -> task.node().name() + ": " + text));
    }
    return threads.all(checks).stream()
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect(Collectors.toList());
  }

  private SiteReport.Outcome toTheEnd(NodeThreads threads, Deadline end)
      throws InterruptedException {
    for (; ; ) {
      startDue();
      progress.accept(results());
      if (tasks.stream().allMatch(NodeTask::isSettled)) {
        return opened(threads);
      }
      if (end.passed()) {
        return SiteReport.Outcome.TIMED_OUT;
      }
      pause.millis(Math.min(POLL_MILLIS, end.leftMillis()), CancelSignal.never());
      each(threads, this::poll);
    }
  }

  /** Reads a node. One that could not be reached before is checked before its first run. */
  private void poll(NodeTask task) throws InterruptedException {
    task.poll();
    conditions.miss(task).ifPresent(task::refuse);
  }

  private void startDue() throws InterruptedException {
    boolean fresh = false;
    for (NodeTask task : tasks) {
      boolean fails = task.is(NodeResult.State.FAILED) && !task.isGivenUp();
      if (fails && sources.from(task).isPresent()) {
        task.again();
      }
      if (!task.is(NodeResult.State.NOT_BEGUN)) {
        continue;
      }
      if (!fresh && (mayStart(task) || !sources.from(task).isPresent())) {
        sources.serving(serving.read());
        fresh = true;
      }
      if (!sources.from(task).isPresent()) {
        task.fail("no source is left for it" + sources.emptied());
      } else if (mayStart(task)) {
        task.start(sources.now(task).get(), request.isTogether());
      }
    }
  }

  private boolean mayStart(NodeTask task) {
    long running = tasks.stream().filter(t -> t.is(NodeResult.State.RUNNING)).count();
    return running < request.parallel() && sources.now(task).isPresent();
  }

  /** Opens the site if all of its nodes are warm. */
  private SiteReport.Outcome opened(NodeThreads threads) throws InterruptedException {
    boolean warm = tasks.stream().allMatch(t -> t.result().isWarm());
    if (warm) {
      each(threads, Bootstrap::open);
      progress.accept(results());
    }
    return tasks.stream().allMatch(t -> t.is(NodeResult.State.OPEN))
        ? SiteReport.Outcome.DONE
        : SiteReport.Outcome.FAILED;
  }

  private static void open(NodeTask task) throws InterruptedException {
    if (task.is(NodeResult.State.BOOTSTRAPPED)) {
      task.open();
    }
  }

  private List<NodeResult> results() {
    return tasks.stream().map(NodeTask::result).collect(Collectors.toList());
  }

  /** A step of one node. */
  private interface Step {
    void of(NodeTask task) throws InterruptedException;
  }

  private void each(NodeThreads threads, Step step) throws InterruptedException {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (NodeTask task : tasks) {
      calls.add(
          () -> {
            step.of(task);
            return true;
          });
    }
    threads.all(calls);
  }
}
