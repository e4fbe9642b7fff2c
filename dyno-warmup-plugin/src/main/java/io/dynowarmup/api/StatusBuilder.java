// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link WarmupStatus} from scratch or as a changed copy of another one. */
public final class StatusBuilder {
  String runId = "";
  WarmupRequest.Trigger trigger = WarmupRequest.Trigger.MANUAL;
  WarmupPhase phase = WarmupPhase.IDLE;
  WarmupOutcome outcome;
  String reason = "";
  WarmupException.Reason reasonCode;
  long startedEpochMillis;
  long elapsedMillis;
  long budgetMillis;
  Map<WarmupPhase, Long> phaseMillis = Collections.emptyMap();
  Peer source;
  String strategy = "";
  String topologySource = "";
  Progress progress = Progress.NONE;
  long bytesPerSecond = -1;
  HandOverReport handOver = HandOverReport.NONE;
  List<CandidateVerdict> candidates = Collections.emptyList();
  String dynomiteState = "";
  boolean coldAndServing;
  String redisRole = "";
  int peersConnected = -1;
  int peersExpected = -1;
  long keys = -1;
  ProofReport proof = ProofReport.NONE;
  List<String> warnings = Collections.emptyList();

  StatusBuilder() {}

  StatusBuilder(StatusBuilder o) {
    runId = o.runId;
    trigger = o.trigger;
    phase = o.phase;
    outcome = o.outcome;
    reason = o.reason;
    reasonCode = o.reasonCode;
    startedEpochMillis = o.startedEpochMillis;
    elapsedMillis = o.elapsedMillis;
    budgetMillis = o.budgetMillis;
    phaseMillis = o.phaseMillis;
    source = o.source;
    strategy = o.strategy;
    topologySource = o.topologySource;
    progress = o.progress;
    bytesPerSecond = o.bytesPerSecond;
    handOver = o.handOver;
    candidates = o.candidates;
    dynomiteState = o.dynomiteState;
    coldAndServing = o.coldAndServing;
    redisRole = o.redisRole;
    peersConnected = o.peersConnected;
    peersExpected = o.peersExpected;
    keys = o.keys;
    proof = o.proof;
    warnings = o.warnings;
  }

  /**
   * Sets the identity of the run.
   *
   * @param id the id of the run
   * @param by what started the run
   * @param epochMillis start of the run in milliseconds since 1970
   */
  public StatusBuilder run(String id, WarmupRequest.Trigger by, long epochMillis) {
    runId = id;
    trigger = by;
    startedEpochMillis = epochMillis;
    return this;
  }

  /** Sets the current phase. */
  public StatusBuilder phase(WarmupPhase value) {
    phase = value;
    return this;
  }

  /**
   * Sets how the run ended.
   *
   * @param value the outcome
   * @param code the reason for code; null if there is none
   * @param why the reason as a sentence
   */
  public StatusBuilder outcome(WarmupOutcome value, WarmupException.Reason code, String why) {
    outcome = value;
    reasonCode = code;
    reason = why;
    return this;
  }

  /** Sets the time since the start of the run in milliseconds. */
  public StatusBuilder elapsedMillis(long value) {
    elapsedMillis = value;
    return this;
  }

  /** Sets the time budget of the run in milliseconds. */
  public StatusBuilder budgetMillis(long value) {
    budgetMillis = value;
    return this;
  }

  /** Sets the milliseconds spent in each phase. */
  public StatusBuilder phaseMillis(Map<WarmupPhase, Long> value) {
    phaseMillis =
        value.isEmpty()
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new EnumMap<>(value));
    return this;
  }

  /**
   * Sets the source of the run.
   *
   * @param value the source; null if there is none
   */
  public StatusBuilder source(Peer value) {
    source = value;
    return this;
  }

  /** Sets the name of the strategy. */
  public StatusBuilder strategy(String value) {
    strategy = value;
    return this;
  }

  /** Sets where the tokens and the peers come from. */
  public StatusBuilder topologySource(String value) {
    topologySource = value;
    return this;
  }

  /**
   * Sets the progress of the transfer.
   *
   * @param value the progress
   * @param rate bytes of the bulk per second; -1 if unknown
   */
  public StatusBuilder progress(Progress value, long rate) {
    progress = value;
    bytesPerSecond = rate;
    return this;
  }

  /** Sets the report of the hand-over. */
  public StatusBuilder handOver(HandOverReport value) {
    handOver = value;
    return this;
  }

  /** Sets the verdict on each peer, best peer first. */
  public StatusBuilder candidates(List<CandidateVerdict> value) {
    candidates = Collections.unmodifiableList(new ArrayList<>(value));
    return this;
  }

  /** Sets whether the last run returned the node to service without warming it. */
  public StatusBuilder coldAndServing(boolean value) {
    coldAndServing = value;
    return this;
  }

  /** Sets the last known state of the local Dynomite. */
  public StatusBuilder dynomiteState(String value) {
    dynomiteState = value;
    return this;
  }

  /** Sets the last known role of the local Redis. */
  public StatusBuilder redisRole(String value) {
    redisRole = value;
    return this;
  }

  /**
   * Sets the number of connections from peers; -1 if unknown.
   *
   * @param connected inbound connections of Dynomite's peers
   * @param expected expected connections from reachable peers
   */
  public StatusBuilder peerConnections(int connected, int expected) {
    peersConnected = connected;
    peersExpected = expected;
    return this;
  }

  /** Sets the number of keys on the node; -1 if unknown. */
  public StatusBuilder keys(long value) {
    keys = value;
    return this;
  }

  /** Sets what was compared with the source at the end. */
  public StatusBuilder proof(ProofReport value) {
    proof = value;
    return this;
  }

  /** Sets the warnings of the run. */
  public StatusBuilder warnings(List<String> value) {
    warnings = Collections.unmodifiableList(new ArrayList<>(value));
    return this;
  }

  /** Returns the status. */
  public WarmupStatus build() {
    return new WarmupStatus(new StatusBuilder(this));
  }
}
