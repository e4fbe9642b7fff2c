// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ProofReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.immutables.value.Value;

/** Describes the current run at one moment, or the last run if none is in progress. */
@Value.Immutable
public abstract class WarmupStatus {
  WarmupStatus() {}

  /** Returns the status before the first run. */
  public static WarmupStatus initial() {
    return new Builder().build();
  }

  /** Returns the id of the run; empty before the first run. */
  public abstract Optional<String> runId();

  /** Returns what started the run. */
  @Value.Default
  public WarmupRequest.Trigger trigger() {
    return WarmupRequest.Trigger.MANUAL;
  }

  /** Returns who asked for the run, such as {@code JMX user ops}; empty before the first run. */
  @Value.Default
  public String requestedBy() {
    return "";
  }

  /** Returns the current phase; IDLE if no run is in progress. */
  @Value.Default
  public WarmupPhase phase() {
    return WarmupPhase.IDLE;
  }

  /** Returns whether a run is in progress. */
  public boolean running() {
    return phase() != WarmupPhase.IDLE;
  }

  /** Returns how the run ended; empty while it runs and before the first run. */
  public abstract Optional<WarmupOutcome> outcome();

  /** Returns why the run ended with this outcome, a sentence; empty while it runs. */
  @Value.Default
  public String reason() {
    return "";
  }

  /**
   * Returns the reason for code that distinguishes cases; empty if the run ended well or is not
   * over.
   */
  public abstract Optional<WarmupException.Reason> reasonCode();

  /** Returns the start of the run in milliseconds since 1970; empty before the first run. */
  public abstract OptionalLong startedEpochMillis();

  /**
   * Returns the time since the start of the run, or its duration if it is over, in milliseconds.
   */
  @Value.Default
  public long elapsedMillis() {
    return 0;
  }

  /**
   * Returns the time since the run last made progress, in milliseconds: since its phase, its data
   * or the save at its source last moved. It has no meaning without a run.
   */
  @Value.Default
  public long sinceProgressMillis() {
    return 0;
  }

  /** Returns {@code msec.bootstraptime}; empty until the settings are read. */
  public abstract OptionalLong budgetMillis();

  /** Returns the rest of the time budget in milliseconds; never negative. */
  public long budgetLeftMillis() {
    return Math.max(0, budgetMillis().orElse(0) - elapsedMillis());
  }

  /** Returns the milliseconds spent in each phase that was entered, including the current one. */
  public abstract Map<WarmupPhase, Long> phaseMillis();

  /** Returns the node that the run warms; empty until it is known. */
  public abstract Optional<Peer> self();

  /** Returns the source; empty until it is chosen. The last one of a copy in parts. */
  public abstract Optional<Peer> source();

  /** Returns the sources of the parts that have arrived, in order of arrival. */
  abstract List<Peer> arrivedFrom();

  /**
   * Returns all sources of the run, each once, in order of their last use: several if this node's
   * range is copied in parts. The last one is {@link #source()}; empty until it is chosen.
   */
  public List<Peer> sources() {
    Set<Peer> latestLast = new LinkedHashSet<>();
    List<Peer> all = new ArrayList<>(arrivedFrom());
    source().ifPresent(all::add);
    for (Peer peer : all) {
      latestLast.remove(peer);
      latestLast.add(peer);
    }
    return Collections.unmodifiableList(new ArrayList<>(latestLast));
  }

  /** Returns the name of the strategy; empty until it is chosen. */
  public abstract Optional<String> strategy();

  /** Returns where the tokens and the peers come from; empty until they are known. */
  public abstract Optional<String> topologySource();

  /** Returns the progress of the transfer. */
  @Value.Default
  public Progress progress() {
    return Progress.none();
  }

  /** Returns the transfer rate of the bulk over the last seconds, in bytes per second. */
  public abstract OptionalLong bytesPerSecond();

  /** Returns the report of the hand-over. */
  @Value.Default
  public HandOverReport handOver() {
    return HandOverReport.none();
  }

  /** Returns the verdict on each peer, best peer first. */
  public abstract List<CandidateVerdict> candidates();

  /** Returns whether, according to the state file, the last run returned the node unwarmed. */
  @Value.Default
  boolean returnedCold() {
    return false;
  }

  /**
   * Returns whether, according to the state file, the last run returned the node to service without
   * warming it; false during a run.
   */
  public boolean coldAndServing() {
    return returnedCold() && !running();
  }

  /** Returns the last known state of the local Dynomite. */
  public abstract Optional<String> dynomiteState();

  /** Returns the last known role of the local Redis, {@code master} or {@code slave}. */
  public abstract Optional<String> redisRole();

  /** Returns the number of inbound connections from Dynomite's peers. */
  public abstract OptionalInt peersConnected();

  /** Returns the number of connections expected from reachable peers. */
  public abstract OptionalInt peersExpected();

  /** Returns the number of keys that the node held when the run began. */
  public abstract OptionalLong keysBefore();

  /** Returns the number of keys on the node, counted at the end. */
  public abstract OptionalLong keys();

  /** Returns what was compared with the source at the end. */
  @Value.Default
  public ProofReport proof() {
    return ProofReport.none();
  }

  /** Returns the warnings: facts that need an operator's attention but did not end the run. */
  public abstract List<String> warnings();

  /** Returns a builder that starts with the values of this status. */
  public Builder toBuilder() {
    return new Builder().from(this);
  }

  /** Builds a status from scratch or as a changed copy of another one. */
  public static final class Builder extends ImmutableWarmupStatus.Builder {
    /** Sets the sources of the parts that have arrived, in order of arrival. */
    public Builder partsFrom(List<Peer> peers) {
      return arrivedFrom(peers);
    }

    /** Sets whether the last run returned the node to service without warming it. */
    public Builder coldAndServing(boolean value) {
      return returnedCold(value);
    }
  }
}
