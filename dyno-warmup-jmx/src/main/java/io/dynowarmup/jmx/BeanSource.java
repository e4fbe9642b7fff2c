// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.NodeCondition;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.WatchedProcess;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the attributes are read from: the warm-up, its status and its node at one moment. */
final class BeanSource {
  private final Warmup warmup;
  private final NodeView seen;
  private final List<RunRecord> history;
  private final WarmupStatus status;
  private final VerifyReport verification;
  private final DumpReport dump;

  BeanSource(Warmup warmup, WarmupStatus status) {
    this.warmup = warmup;
    this.seen = warmup.node();
    this.history = warmup.history();
    this.status = later(status).map(run -> statusOf(run, status)).orElse(status);
    this.verification = warmup.verification();
    this.dump = warmup.dumped();
  }

  /** Returns a run of another process that is later than the last run of this one. */
  private Optional<RunRecord> later(WarmupStatus own) {
    long started = own.startedEpochMillis().orElse(0);
    return lastRun().filter(run -> !own.running() && run.startedEpochMillis() > started);
  }

  /**
   * Returns what is recorded of a run, and what this process knows of the node. Warnings are not
   * recorded.
   */
  private static WarmupStatus statusOf(RunRecord run, WarmupStatus own) {
    return new WarmupStatus.Builder()
        .runId(run.runId())
        .trigger(run.trigger())
        .requestedBy(run.requestedBy())
        .outcome(run.outcome())
        .reason(run.reason())
        .reasonCode(run.reasonCode())
        .startedEpochMillis(run.startedEpochMillis())
        .elapsedMillis(run.elapsedMillis())
        .strategy(run.strategy())
        .budgetMillis(own.budgetMillis())
        .self(own.self())
        .dynomiteState(own.dynomiteState())
        .redisRole(own.redisRole())
        .keys(own.keys())
        .coldAndServing(own.coldAndServing())
        .build();
  }

  /** Returns the status of the current run, or of the last run, also of another process. */
  WarmupStatus status() {
    return status;
  }

  /** Returns host:port of the source of that run; empty before a source is chosen. */
  String source() {
    Optional<String> source = status.source().map(peer -> peer.redis().toString());
    return status.running() || source.isPresent()
        ? source.orElse("")
        : recorded().flatMap(RunRecord::source).orElse("");
  }

  /** Returns host:port of each source of that run; the last one is {@link #source()}. */
  List<String> sources() {
    List<String> own =
        status.sources().stream().map(p -> p.redis().toString()).collect(Collectors.toList());
    return status.running() || !own.isEmpty()
        ? own
        : recorded().map(RunRecord::sources).orElseGet(Collections::emptyList);
  }

  /** Returns the record of that run if it is over. */
  private Optional<RunRecord> recorded() {
    return lastRun().filter(run -> status.runId().filter(run.runId()::equals).isPresent());
  }

  NodeCondition condition() {
    return NodeCondition.of(status, seen, history, bootstrap());
  }

  /** Returns whether the node is cold and serves, or was cold when it was last known. */
  boolean coldAndServing() {
    NodeState state = condition().state();
    boolean cold = status.coldAndServing() || node().doubt().isPresent();
    return state == NodeState.COLD || (state == NodeState.UNKNOWN && cold);
  }

  /** Returns the node as the run or the last probe saw it. */
  NodeView node() {
    return NodeView.current(status, seen);
  }

  /** Returns a part of this node's place in the cluster; empty until the node is known. */
  String self(Function<Peer, String> part) {
    Optional<Peer> self = node().self();
    return (self.isPresent() ? self : seen.self()).map(part).orElse("");
  }

  /** Returns the state of Dynomite; empty before the first probe. */
  String dynomiteState() {
    String state = node().dynomiteState();
    return state.equals("UNKNOWN") ? "" : state;
  }

  BootstrapState bootstrap() {
    return warmup.bootstrap();
  }

  Progress progress() {
    return status.progress();
  }

  /** Returns a number of the run that is in progress; -1 if none is. */
  long now(ToLongFunction<Progress> number) {
    return status.running() ? number.applyAsLong(status.progress()) : -1;
  }

  VerifyReport verification() {
    return verification;
  }

  DumpReport dump() {
    return dump;
  }

  /** Returns a number of the dump; -1 before the first one. */
  long dumped(ToLongFunction<DumpReport> number) {
    return dump.state() == DumpReport.State.NONE ? -1 : number.applyAsLong(dump);
  }

  List<RunRecord> history() {
    return history;
  }

  Optional<RunRecord> lastRun() {
    return history.stream().findFirst();
  }

  String lastText(Function<RunRecord, String> text) {
    return lastRun().map(text).orElse("");
  }

  long lastNumber(ToLongFunction<RunRecord> number) {
    return lastRun().map(number::applyAsLong).orElse(-1L);
  }

  long runs(WarmupOutcome outcome) {
    return warmup.outcomes().getOrDefault(outcome, 0L);
  }

  /** Returns a number of the verification; -1 before the first one. */
  long verified(ToLongFunction<VerifyReport> number) {
    boolean none = verification.state() == VerifyReport.State.NONE;
    return none ? -1 : number.applyAsLong(verification);
  }

  /** Returns when the verification ended, in milliseconds since 1970; -1 if none has. */
  long verificationEnded() {
    boolean ended = verification.state() != VerifyReport.State.RUNNING;
    return ended && verification.startedEpochMillis().isPresent()
        ? verification.startedEpochMillis().getAsLong() + verification.elapsedMillis()
        : -1;
  }

  /** Returns the sum of a number over the compared peers; -1 before the first verification. */
  long sum(ToLongFunction<PeerComparison> number) {
    return verified(r -> r.peers().stream().mapToLong(number).sum());
  }

  Map<String, Long> peerDifferences() {
    Map<String, Long> peers = new LinkedHashMap<>();
    verification.peers().forEach(p -> peers.put(p.peer().redis().toString(), p.remaining()));
    return peers;
  }

  Map<String, Long> phaseMillis() {
    return RunReading.phaseMillis(status);
  }

  Map<String, String> phaseResults() {
    return RunReading.phaseResults(status);
  }

  /** Returns the budget; -1 until a run has read the settings. */
  long budgetMillis() {
    return status.budgetMillis().orElse(-1);
  }

  long budgetLeftMillis() {
    return status.running() && status.budgetMillis().isPresent() ? status.budgetLeftMillis() : -1;
  }

  List<WatchedProcess> processes() {
    return warmup.processes();
  }

  List<EffectiveSetting> settings() {
    try {
      return warmup.settings();
    } catch (WarmupException e) {
      return Collections.emptyList();
    }
  }

  String settingsProblem() {
    try {
      warmup.settings();
      return seen.topologyProblem().orElse("");
    } catch (WarmupException e) {
      return e.getMessage();
    }
  }

  static String version() {
    String version = BeanSource.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
