// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes the current run at one moment, or the last run if none is in progress. Immutable. */
public final class WarmupStatus {
  private final StatusBuilder s;

  WarmupStatus(StatusBuilder builder) {
    this.s = builder;
  }

  /** Returns the status before the first run. */
  public static WarmupStatus initial() {
    return new StatusBuilder().build();
  }

  /** Returns the id of the run; empty before the first run. */
  public String runId() {
    return s.runId;
  }

  /** Returns what started the run. */
  public WarmupRequest.Trigger trigger() {
    return s.trigger;
  }

  /** Returns the current phase; IDLE if no run is in progress. */
  public WarmupPhase phase() {
    return s.phase;
  }

  /** Returns whether a run is in progress. */
  public boolean running() {
    return s.phase != WarmupPhase.IDLE;
  }

  /** Returns how the run ended; empty while it runs and before the first run. */
  public Optional<WarmupOutcome> outcome() {
    return Optional.ofNullable(s.outcome);
  }

  /** Returns why the run ended with this outcome, a sentence; empty while it runs. */
  public String reason() {
    return s.reason;
  }

  /**
   * Returns the reason for code that distinguishes cases; empty if the run ended well or is not
   * over.
   */
  public Optional<WarmupException.Reason> reasonCode() {
    return Optional.ofNullable(s.reasonCode);
  }

  /** Returns the start of the run in milliseconds since 1970; 0 before the first run. */
  public long startedEpochMillis() {
    return s.startedEpochMillis;
  }

  /**
   * Returns the time since the start of the run, or its duration if it is over, in milliseconds.
   */
  public long elapsedMillis() {
    return s.elapsedMillis;
  }

  /** Returns {@code msec.bootstraptime}; 0 until the settings are read. */
  public long budgetMillis() {
    return s.budgetMillis;
  }

  /** Returns the rest of the time budget in milliseconds; never negative. */
  public long budgetLeftMillis() {
    return Math.max(0, s.budgetMillis - s.elapsedMillis);
  }

  /** Returns the milliseconds spent in each phase that was entered, including the current one. */
  public Map<WarmupPhase, Long> phaseMillis() {
    return s.phaseMillis;
  }

  /** Returns the source; empty until it is chosen. */
  public Optional<Peer> source() {
    return Optional.ofNullable(s.source);
  }

  /** Returns the name of the strategy; empty until it is chosen. */
  public String strategy() {
    return s.strategy;
  }

  /** Returns where the tokens and the peers come from. */
  public String topologySource() {
    return s.topologySource;
  }

  /** Returns the progress of the transfer. */
  public Progress progress() {
    return s.progress;
  }

  /**
   * Returns the transfer rate of the bulk over the last seconds, in bytes per second; -1 if
   * unknown.
   */
  public long bytesPerSecond() {
    return s.bytesPerSecond;
  }

  /** Returns the report of the hand-over. */
  public HandOverReport handOver() {
    return s.handOver;
  }

  /** Returns the verdict on each peer, best peer first. */
  public List<CandidateVerdict> candidates() {
    return s.candidates;
  }

  /**
   * Returns whether, according to the state file, the last run returned the node to service without
   * warming it; false during a run.
   */
  public boolean coldAndServing() {
    return s.coldAndServing && !running();
  }

  /** Returns the last known state of the local Dynomite. */
  public String dynomiteState() {
    return s.dynomiteState;
  }

  /** Returns the last known role of the local Redis: {@code master}, {@code slave}, or empty. */
  public String redisRole() {
    return s.redisRole;
  }

  /** Returns the number of inbound connections from Dynomite's peers; -1 if unknown. */
  public int peersConnected() {
    return s.peersConnected;
  }

  /** Returns the number of connections expected from reachable peers; -1 if unknown. */
  public int peersExpected() {
    return s.peersExpected;
  }

  /** Returns the number of keys on the node, counted at the end; -1 if unknown. */
  public long keys() {
    return s.keys;
  }

  /** Returns what was compared with the source at the end. */
  public ProofReport proof() {
    return s.proof;
  }

  /** Returns the warnings: facts that need an operator's attention but did not end the run. */
  public List<String> warnings() {
    return s.warnings;
  }

  /** Returns a builder that starts with the values of this status. */
  public StatusBuilder toBuilder() {
    return new StatusBuilder(s);
  }
}
