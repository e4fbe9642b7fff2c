// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.Node;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.redis.relay.HeldStream;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.state.StopNote;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a run knows of the planned stop before it: the note, and whether the data here is still that
 * of the note. It is found before the run or a client changes anything. Used by one thread.
 */
public final class StopEvidence {
  private static final StopEvidence NONE = new StopEvidence(null, Optional.empty());

  private final StopNote note;
  private Optional<String> doubt;

  private StopEvidence(StopNote note, Optional<String> doubt) {
    this.note = note;
    this.doubt = doubt;
  }

  /** Returns that there was no planned stop. */
  public static StopEvidence none() {
    return NONE;
  }

  /**
   * Reads the note and compares it with what is here.
   *
   * @param local INFO of the local Redis
   * @param dynomite state of the local Dynomite
   */
  public static StopEvidence find(Node node, RedisInfo local, DynomiteState dynomite) {
    if (!node.stop().exists()) {
      return NONE;
    }
    try {
      return of(node.stop().read(), local, dynomite, token(node));
    } catch (IOException e) {
      return new StopEvidence(null, Optional.of(String.valueOf(e.getMessage())));
    } catch (WarmupException e) {
      return new StopEvidence(null, Optional.of(e.getMessage()));
    }
  }

  static StopEvidence of(StopNote note, RedisInfo local, DynomiteState dynomite, String token) {
    return new StopEvidence(note, doubt(note, local, dynomite, token));
  }

  private static String token(Node node) {
    List<String> get = Arrays.asList("GET", OwnKeys.STOP);
    Answer answer = node.redis().ask(Collections.singletonList(get)).get(0);
    return answer.text().orElse("");
  }

  /** Returns why the data here may not be that of the note; empty if it is. */
  private static Optional<String> doubt(
      StopNote note, RedisInfo local, DynomiteState dynomite, String token) {
    long keys = local.keys();
    if (!local.replication().isMaster() || local.loading()) {
      return Optional.of("the local Redis is not a master with its data loaded");
    }
    if (!note.token().equals(token)) {
      return Optional.of(
          "the data in Redis is not that of the stop: it was not saved then, or replaced since");
    }
    if (keys > note.keys() || keys < note.keys() - note.expires()) {
      return Optional.of(
          "Redis holds " + Units.keys(keys) + ", and held " + note.keys() + " at the stop");
    }
    if (local.getLong("rdb_changes_since_last_save", -1) != 0) {
      return Optional.of(
          "Redis was written to since it has loaded its data ("
              + local.get("rdb_changes_since_last_save").orElse("?")
              + " changes)");
    }
    return dynomite == DynomiteState.STANDBY || dynomite == DynomiteState.UNREACHABLE
        ? Optional.empty()
        : Optional.of(
            "Dynomite was "
                + dynomite
                + " already when the run began, so it has passed writes on; start it after Redis,"
                + " or in STANDBY");
  }

  /** Returns the note if it applies; empty if there is none, or none that applies. */
  public Optional<StopNote> note() {
    return doubt.isPresent() ? Optional.empty() : Optional.ofNullable(note);
  }

  /** Records that the note was used, or why it does not apply any more. */
  public void over(String why) {
    if (note != null) {
      doubt = Optional.of(why);
    }
  }

  /**
   * Returns whether the run can continue where the stop left the node.
   *
   * @param source the chosen source
   * @param replication what the source reports
   * @param held the stream since the stop, if this process has read it
   * @return empty if there was no planned stop
   */
  public Optional<Suitability> from(
      Endpoint source, ReplicationInfo replication, Optional<HeldStream> held) {
    if (note == null && !doubt.isPresent()) {
      return Optional.empty();
    }
    if (doubt.isPresent()) {
      return Optional.of(Suitability.no(doubt.get()));
    }
    if (!source.equals(note.source())) {
      return Optional.of(
          Suitability.no("the stop noted the source " + note.source() + ", which is not chosen"));
    }
    Optional<HeldStream> stream = held.filter(h -> h.holds(note.replid(), note.offset()));
    // What the source reports is older than what has been read from it since.
    long known = replication.masterOffset().orElse(note.offset());
    long reached = stream.map(h -> Math.min(h.until(), known)).orElse(note.offset());
    if (!replication.canContinue(note.replid(), reached)) {
      return Optional.of(Suitability.no(tooLate(replication)));
    }
    long missing = replication.masterOffset().orElse(note.offset()) - note.offset();
    if (stream.isPresent()) {
      return Optional.of(
          Suitability.yes(
              "the source's stream since the planned stop is held here, "
                  + Units.count(missing, "byte")));
    }
    return Optional.of(
        Suitability.yes(
            "the source's stream reaches back to the planned stop, "
                + Units.count(missing, "byte")
                + " ago"));
  }

  private String tooLate(ReplicationInfo replication) {
    boolean same = note.replid().equals(replication.replid());
    return note.source()
        + (same
            ? " keeps its replication stream no longer than from offset "
                + replication.backlogBegin().orElse(0)
                + ", and the stop was at "
                + note.offset()
                + ": its repl-backlog-size or repl-backlog-ttl is too small"
            : " has another replication id than at the stop: it was restarted, or its backlog was"
                + " freed (repl-backlog-ttl)");
  }
}
