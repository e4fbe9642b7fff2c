// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All there is to know of a run at one moment, or of the last run when none is going on. Immutable.
 */
public final class WarmupStatus {
  private final StatusBuilder s;

  WarmupStatus(StatusBuilder builder) {
    this.s = builder;
  }

  /** No run yet. */
  public static WarmupStatus initial() {
    return new StatusBuilder().build();
  }

  /** Empty before the first run. */
  public String runId() {
    return s.runId;
  }

  public WarmupRequest.Trigger trigger() {
    return s.trigger;
  }

  public WarmupPhase phase() {
    return s.phase;
  }

  public boolean running() {
    return s.phase != WarmupPhase.IDLE;
  }

  /** How it ended; empty while it runs and before the first run. */
  public Optional<WarmupOutcome> outcome() {
    return Optional.ofNullable(s.outcome);
  }

  /** Why it ended so, in a sentence; empty while it runs. */
  public String reason() {
    return s.reason;
  }

  /** For code that has to tell reasons apart; empty when the run ended well or has not ended. */
  public Optional<WarmupException.Reason> reasonCode() {
    return Optional.ofNullable(s.reasonCode);
  }

  /** Milliseconds since 1970; 0 before the first run. */
  public long startedEpochMillis() {
    return s.startedEpochMillis;
  }

  public long elapsedMillis() {
    return s.elapsedMillis;
  }

  /** {@code msec.bootstraptime}; 0 until the settings have been read. */
  public long budgetMillis() {
    return s.budgetMillis;
  }

  public long budgetLeftMillis() {
    return Math.max(0, s.budgetMillis - s.elapsedMillis);
  }

  /** Milliseconds spent in each phase that was entered, the current one included. */
  public Map<WarmupPhase, Long> phaseMillis() {
    return s.phaseMillis;
  }

  /** The peer that data comes from; empty before one is chosen. */
  public Optional<Peer> source() {
    return Optional.ofNullable(s.source);
  }

  public String strategy() {
    return s.strategy;
  }

  /** Where the tokens and the peers come from. */
  public String topologySource() {
    return s.topologySource;
  }

  public Progress progress() {
    return s.progress;
  }

  /** Bytes a second of the bulk, over the last seconds; -1 unknown. */
  public long bytesPerSecond() {
    return s.bytesPerSecond;
  }

  public HandOverReport handOver() {
    return s.handOver;
  }

  /** Each peer's verdict, best first. */
  public List<CandidateVerdict> candidates() {
    return s.candidates;
  }

  /** Whether the node was given back by the last run without being warm, by its state file. */
  public boolean coldAndServing() {
    return s.coldAndServing && !running();
  }

  /** The state of the local Dynomite when it was last looked at. */
  public String dynomiteState() {
    return s.dynomiteState;
  }

  /** The role of the local Redis when it was last looked at: master, slave, or empty. */
  public String redisRole() {
    return s.redisRole;
  }

  /** Inbound connections of Dynomite's peers; -1 unknown. */
  public int peersConnected() {
    return s.peersConnected;
  }

  /** How many there should be, of the peers that can be reached; -1 unknown. */
  public int peersExpected() {
    return s.peersExpected;
  }

  /** Keys that the node holds, counted at the end; -1 unknown. */
  public long keys() {
    return s.keys;
  }

  /** What was compared with the source at the end. */
  public ProofReport proof() {
    return s.proof;
  }

  /** What is worth an operator's attention although the run went on. */
  public List<String> warnings() {
    return s.warnings;
  }

  public StatusBuilder toBuilder() {
    return new StatusBuilder(s);
  }
}
