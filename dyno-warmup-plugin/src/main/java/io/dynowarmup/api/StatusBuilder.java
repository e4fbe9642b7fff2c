// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes a {@link WarmupStatus}, or another one that differs in some of it. */
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

  public StatusBuilder run(String id, WarmupRequest.Trigger by, long epochMillis) {
    runId = id;
    trigger = by;
    startedEpochMillis = epochMillis;
    return this;
  }

  public StatusBuilder phase(WarmupPhase value) {
    phase = value;
    return this;
  }

  public StatusBuilder outcome(WarmupOutcome value, WarmupException.Reason code, String why) {
    outcome = value;
    reasonCode = code;
    reason = why;
    return this;
  }

  public StatusBuilder elapsedMillis(long value) {
    elapsedMillis = value;
    return this;
  }

  public StatusBuilder budgetMillis(long value) {
    budgetMillis = value;
    return this;
  }

  public StatusBuilder phaseMillis(Map<WarmupPhase, Long> value) {
    phaseMillis =
        value.isEmpty()
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new EnumMap<>(value));
    return this;
  }

  /**
   * @param value null when there is none
   */
  public StatusBuilder source(Peer value) {
    source = value;
    return this;
  }

  public StatusBuilder strategy(String value) {
    strategy = value;
    return this;
  }

  public StatusBuilder topologySource(String value) {
    topologySource = value;
    return this;
  }

  public StatusBuilder progress(Progress value, long rate) {
    progress = value;
    bytesPerSecond = rate;
    return this;
  }

  public StatusBuilder handOver(HandOverReport value) {
    handOver = value;
    return this;
  }

  public StatusBuilder candidates(List<CandidateVerdict> value) {
    candidates = Collections.unmodifiableList(new ArrayList<>(value));
    return this;
  }

  public StatusBuilder coldAndServing(boolean value) {
    coldAndServing = value;
    return this;
  }

  public StatusBuilder dynomiteState(String value) {
    dynomiteState = value;
    return this;
  }

  public StatusBuilder redisRole(String value) {
    redisRole = value;
    return this;
  }

  public StatusBuilder peerConnections(int connected, int expected) {
    peersConnected = connected;
    peersExpected = expected;
    return this;
  }

  public StatusBuilder keys(long value) {
    keys = value;
    return this;
  }

  public StatusBuilder proof(ProofReport value) {
    proof = value;
    return this;
  }

  public StatusBuilder warnings(List<String> value) {
    warnings = Collections.unmodifiableList(new ArrayList<>(value));
    return this;
  }

  public WarmupStatus build() {
    return new WarmupStatus(new StatusBuilder(this));
  }
}
