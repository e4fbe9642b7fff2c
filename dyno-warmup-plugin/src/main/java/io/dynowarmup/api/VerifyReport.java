// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Reports what a comparison of this node with its peers has found. */
@Value.Immutable
public abstract class VerifyReport {
  /** The state of a verification. */
  public enum State {
    /** No verification has been requested. */
    NONE,
    /** A verification is in progress. */
    RUNNING,
    /** The verification is complete. */
    DONE,
    /** The verification was ended early; its result is valid for the keys it had compared. */
    ABORTED,
    /** The verification failed; the reason says why. */
    FAILED
  }

  /** A rate is not computed from a shorter time. */
  private static final long RATED_MILLIS = 1_000;

  VerifyReport() {}

  /** Returns the report before the first verification. */
  public static VerifyReport none() {
    return new Builder().state(State.NONE).build();
  }

  /** Returns the state of the verification. */
  public abstract State state();

  /** Returns {@code sample}, {@code full} or {@code repair}; empty if there was no verification. */
  public abstract Optional<String> mode();

  /**
   * Returns why the verification failed or was ended. Otherwise returns what it cannot do, from its
   * start: a repair may not know whose copy is right. Empty if there is nothing to say.
   */
  @Value.Default
  public String reason() {
    return "";
  }

  /** Returns the start in milliseconds since 1970; empty if there was no verification. */
  public abstract OptionalLong startedEpochMillis();

  /** Returns the duration in milliseconds. */
  @Value.Default
  public long elapsedMillis() {
    return 0;
  }

  /** Returns the number of peers to compare with; 0 until it is known. */
  @Value.Default
  public int peersToCompare() {
    return 0;
  }

  /** Returns one result for each peer that was compared. */
  public abstract List<PeerComparison> peers();

  /** Returns the number of keys compared so far, counted once for each peer. */
  public long compared() {
    return peers().stream().mapToLong(PeerComparison::compared).sum();
  }

  /**
   * Returns about how many keys are compared in all, counted once for each peer. A peer whose
   * number is not known yet counts as the last one.
   */
  public OptionalLong expected() {
    long sum = 0;
    long last = 0;
    for (PeerComparison peer : peers()) {
      if (!peer.expected().isPresent()) {
        return OptionalLong.empty();
      }
      last = Math.max(peer.compared(), peer.expected().getAsLong());
      sum += last;
    }
    long more = Math.max(0, peersToCompare() - peers().size());
    return peers().isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum + more * last);
  }

  /** Returns the share of the keys that have been compared, 0 to 100; below 100 before the end. */
  public OptionalInt percent() {
    if (state() == State.DONE) {
      return OptionalInt.of(100);
    }
    long all = expected().orElse(0);
    return all <= 0
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(99, compared() * 100 / all));
  }

  /** Returns the milliseconds until the end at the rate so far; empty if unknown or not running. */
  public OptionalLong leftMillis() {
    long left = expected().orElse(0) - compared();
    boolean known = state() == State.RUNNING && compared() > 0 && left > 0;
    return known && elapsedMillis() >= RATED_MILLIS
        ? OptionalLong.of((long) (elapsedMillis() * (double) left / compared()))
        : OptionalLong.empty();
  }

  /**
   * Returns the number of mismatches over all peers, after the repair if there was one. Keys in
   * doubt do not count.
   */
  public long differences() {
    return peers().stream().mapToLong(PeerComparison::remaining).sum();
  }

  /** Returns the whole report as text for an operator. */
  public String text() {
    if (state() == State.NONE) {
      return "NONE: no verification has been made since this process began";
    }
    StringBuilder t = new StringBuilder(state().name());
    mode().ifPresent(m -> t.append(": " + m + ", " + Units.time(elapsedMillis())));
    if (!reason().isEmpty()) {
      t.append(", ").append(reason());
    }
    for (PeerComparison peer : peers()) {
      t.append(String.format("%n  %s", peer));
      for (String example : peer.examples()) {
        t.append(String.format("%n    %s", example));
      }
    }
    return t.toString();
  }

  @Override
  public String toString() {
    return state() + " " + mode().orElse("") + " " + peers();
  }

  /** Collects the results of a verification. */
  public static final class Builder extends ImmutableVerifyReport.Builder {}
}
