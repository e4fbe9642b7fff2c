// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/**
 * The state of a node's copy, stored under the key {@link OwnKeys#RECORD} in the node's own Redis.
 * A reader compares {@link #runId} with the {@code run_id} of that Redis. If they differ, the Redis
 * was restarted, or the key was copied with another node's data.
 */
@Value.Immutable(builder = false)
public abstract class NodeRecord {
  /** The state of the copy. */
  public enum State {
    /** A run has made it equal to its source. */
    WARM,
    /** A run has started to change it and has not ended well. */
    COLD
  }

  /** Why the copy may not be the right one although nothing is known to be missing. */
  public enum Doubt {
    NONE,
    /** Redis started with data from its disk, and no run could compare it. */
    RESTARTED,
    /** It was taken from or compared with restarted copies, and another copy did not answer. */
    UNCONFIRMED,
    /** It is right apart from what the run had to leave out. The state is COLD for old versions. */
    INCOMPLETE
  }

  /** The {@link #way} of a node whose keys populators have brought, and no run has compared. */
  public static final String POPULATE = "populate";

  private static final String BEGUN = "begun";

  NodeRecord() {}

  /**
   * Creates a record.
   *
   * @param node data centre and rack of the node, see {@link #nodeName}
   * @param runId {@code run_id} of its Redis
   * @param way the strategy; empty if unknown
   * @param from the source; empty if there was none
   */
  public static NodeRecord of(
      State state, String node, String runId, long sinceEpochMillis, String way, String from) {
    return ImmutableNodeRecord.of(
        state, Doubt.NONE, node, runId, sinceEpochMillis, way, from, "", "", false);
  }

  /**
   * Creates the record of a node that populators load: all of its keys come from dumps.
   *
   * @param warmUp identifies the warm-up of the populators
   */
  public static NodeRecord ofDump(String node, String runId, long sinceEpochMillis, String warmUp) {
    return of(State.COLD, node, runId, sinceEpochMillis, POPULATE, warmUp);
  }

  /**
   * Returns this record as it is written to the node.
   *
   * @param owner identifies the state file of the run
   * @param tokens {@linkplain #tokens(List) tokens} of the node
   */
  public NodeRecord by(String owner, String tokens) {
    return made().withOwner(owner).withTokens(tokens);
  }

  /** Returns this record as a run writes it before it changes the node. */
  public NodeRecord begun() {
    return made().withIsBegun(true);
  }

  /** Returns this record with the doubt about the copy. */
  public NodeRecord doubted(Doubt why) {
    return made().withDoubt(why);
  }

  /**
   * Returns this record as it replaces the record of a Redis. A record without a {@link #runId} is
   * that of a run that begins, and keeps that the keys come from dumps.
   *
   * @param now INFO of that Redis
   */
  public NodeRecord replacing(RedisInfo now, long epochMillis) {
    boolean begins = runId().isEmpty();
    return made()
        .withRunId(now.runId())
        .withSinceEpochMillis(epochMillis)
        .withWay(begins && now.isOfDump() ? POPULATE : way())
        .withIsBegun(begins && state() == State.COLD && !from().isEmpty());
  }

  private ImmutableNodeRecord made() {
    return (ImmutableNodeRecord) this;
  }

  /** Parses a record; empty if the text is not a record. */
  public static Optional<NodeRecord> parse(String line) {
    RecordText text = RecordText.parse(line);
    for (State state : State.values()) {
      if (state.name().equals(text.get("state"))) {
        return Optional.of(
            ImmutableNodeRecord.of(
                state,
                doubt(text.get("doubt")),
                text.get("node"),
                text.get("run_id"),
                text.number("since"),
                text.get("way"),
                text.get("from"),
                text.get("owner"),
                text.get("tokens"),
                text.get("run").equals(BEGUN)));
      }
    }
    return Optional.empty();
  }

  private static Doubt doubt(String text) {
    return Arrays.stream(Doubt.values())
        .filter(doubt -> doubt.name().equals(text))
        .findFirst()
        .orElse(Doubt.NONE);
  }

  /** Returns the name that distinguishes the copies of one token. */
  public static String nodeName(String datacenter, String rack) {
    return RecordText.current().with("node", datacenter + "/" + rack).get("node");
  }

  /** Returns tokens as a record names them. */
  public static String tokens(List<Long> tokens) {
    return tokens.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  abstract State state();

  /** Returns the doubt about the copy; NONE in a record of an older version. */
  public abstract Doubt doubt();

  abstract String node();

  public abstract String runId();

  /** Returns milliseconds since 1970; 0 if unknown. */
  public abstract long sinceEpochMillis();

  abstract String way();

  /** Returns the source; empty if there was none. */
  public abstract String from();

  /** Returns what identifies the state file of the run that wrote this; empty if unknown. */
  public abstract String owner();

  /** Returns the tokens whose data the copy is, separated by commas; empty if unknown. */
  public abstract String tokens();

  /** Returns whether the run that wrote this had not ended. */
  public abstract boolean isBegun();

  /**
   * Returns whether the record was written for that node. Otherwise it was copied with another
   * node's data.
   */
  public boolean isOf(String nodeName) {
    return node().equals(nodeName);
  }

  /** Returns whether this record declares the Redis with this {@code run_id} warm. */
  public boolean warm(String nowRunId) {
    return state() == State.WARM && !runId().isEmpty() && runId().equals(nowRunId);
  }

  /**
   * Returns whether a run that ended WARMED wrote this record for the Redis with this {@code
   * run_id}. A record without a strategy only confirms an earlier warm-up.
   */
  public boolean isOfWarmUp(String nowRunId) {
    return warm(nowRunId) && !way().isEmpty();
  }

  /**
   * Returns whether this record is younger than some seconds.
   *
   * @param now INFO of its Redis, whose clock or uptime counts
   */
  public boolean isYounger(RedisInfo now, long seconds) {
    long clock = now.getLong("server_time_usec", 0) / 1_000_000;
    long age =
        clock == 0
            ? now.getLong("uptime_in_seconds", 0)
            : Math.abs(clock - sinceEpochMillis() / 1_000);
    return age <= seconds;
  }

  /**
   * Returns whether both copies are the same: one was made from the other, or both from a third.
   */
  public boolean isCopyOf(String address, Optional<NodeRecord> of) {
    return from().equals(address)
        || !from().isEmpty() && of.filter(r -> r.from().equals(from())).isPresent();
  }

  /** Returns whether the copy of the Redis with this {@code run_id} lacks only what a run named. */
  public boolean isIncomplete(String nowRunId) {
    return doubt() == Doubt.INCOMPLETE && runId().equals(nowRunId);
  }

  /** Returns whether a run began to change the Redis with this {@code run_id}, and did not end. */
  public boolean isUnfinished(String nowRunId) {
    return state() == State.COLD && isBegun() && runId().equals(nowRunId);
  }

  /** Returns whether a start that finds a warm node with this {@code run_id} keeps this record. */
  public boolean isOfRun(String nowRunId) {
    return warm(nowRunId) || isUnfinished(nowRunId) || isIncomplete(nowRunId);
  }

  /**
   * Returns whether all keys of the Redis with this {@code run_id} come from dumps, apart from what
   * later runs have changed.
   */
  public boolean isOfDump(String nowRunId) {
    return state() == State.COLD
        && way().equals(POPULATE)
        && !runId().isEmpty()
        && runId().equals(nowRunId);
  }

  /** Returns the value of the key. */
  public String text() {
    return RecordText.current()
        .with("state", state().name())
        .with("node", node())
        .with("run_id", runId())
        .with("since", String.valueOf(sinceEpochMillis()))
        .with("way", way())
        .with("from", from())
        .with("owner", owner())
        .with("tokens", tokens())
        .with("run", isBegun() ? BEGUN : "")
        .with("doubt", doubt() == Doubt.NONE ? "" : doubt().name())
        .toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
