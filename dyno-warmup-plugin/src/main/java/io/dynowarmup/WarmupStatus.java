package io.dynowarmup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All there is to know of a run at one moment, or of the last run when none is going on. Immutable.
 */
public final class WarmupStatus {
  private final Builder s;

  private WarmupStatus(Builder builder) {
    this.s = builder;
  }

  /** No run yet. */
  public static WarmupStatus initial() {
    return new Builder().build();
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

  /** What is worth an operator's attention although the run went on. */
  public List<String> warnings() {
    return s.warnings;
  }

  public Builder toBuilder() {
    return new Builder(s);
  }

  /** Changes some of it. */
  public static final class Builder {
    private String runId = "";
    private WarmupRequest.Trigger trigger = WarmupRequest.Trigger.MANUAL;
    private WarmupPhase phase = WarmupPhase.IDLE;
    private WarmupOutcome outcome;
    private String reason = "";
    private WarmupException.Reason reasonCode;
    private long startedEpochMillis;
    private long elapsedMillis;
    private long budgetMillis;
    private Map<WarmupPhase, Long> phaseMillis = Collections.emptyMap();
    private Peer source;
    private String strategy = "";
    private String topologySource = "";
    private Progress progress = Progress.NONE;
    private long bytesPerSecond = -1;
    private HandOverReport handOver = HandOverReport.NONE;
    private List<CandidateVerdict> candidates = Collections.emptyList();
    private String dynomiteState = "";
    private String redisRole = "";
    private int peersConnected = -1;
    private int peersExpected = -1;
    private long keys = -1;
    private List<String> warnings = Collections.emptyList();

    private Builder() {}

    private Builder(Builder o) {
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
      redisRole = o.redisRole;
      peersConnected = o.peersConnected;
      peersExpected = o.peersExpected;
      keys = o.keys;
      warnings = o.warnings;
    }

    public Builder run(String id, WarmupRequest.Trigger by, long epochMillis) {
      runId = id;
      trigger = by;
      startedEpochMillis = epochMillis;
      return this;
    }

    public Builder phase(WarmupPhase value) {
      phase = value;
      return this;
    }

    public Builder outcome(WarmupOutcome value, WarmupException.Reason code, String why) {
      outcome = value;
      reasonCode = code;
      reason = why;
      return this;
    }

    public Builder elapsedMillis(long value) {
      elapsedMillis = value;
      return this;
    }

    public Builder budgetMillis(long value) {
      budgetMillis = value;
      return this;
    }

    public Builder phaseMillis(Map<WarmupPhase, Long> value) {
      phaseMillis =
          value.isEmpty()
              ? Collections.emptyMap()
              : Collections.unmodifiableMap(new EnumMap<>(value));
      return this;
    }

    /**
     * @param value null when there is none
     */
    public Builder source(Peer value) {
      source = value;
      return this;
    }

    public Builder strategy(String value) {
      strategy = value;
      return this;
    }

    public Builder topologySource(String value) {
      topologySource = value;
      return this;
    }

    public Builder progress(Progress value, long rate) {
      progress = value;
      bytesPerSecond = rate;
      return this;
    }

    public Builder handOver(HandOverReport value) {
      handOver = value;
      return this;
    }

    public Builder candidates(List<CandidateVerdict> value) {
      candidates = Collections.unmodifiableList(new ArrayList<>(value));
      return this;
    }

    public Builder dynomiteState(String value) {
      dynomiteState = value;
      return this;
    }

    public Builder redisRole(String value) {
      redisRole = value;
      return this;
    }

    public Builder peerConnections(int connected, int expected) {
      peersConnected = connected;
      peersExpected = expected;
      return this;
    }

    public Builder keys(long value) {
      keys = value;
      return this;
    }

    public Builder warnings(List<String> value) {
      warnings = Collections.unmodifiableList(new ArrayList<>(value));
      return this;
    }

    public WarmupStatus build() {
      return new WarmupStatus(new Builder(this));
    }
  }
}
