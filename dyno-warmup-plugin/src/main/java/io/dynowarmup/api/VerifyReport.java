// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.List;
import java.util.Optional;
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

  /** Returns one result for each peer that was compared. */
  public abstract List<PeerComparison> peers();

  /**
   * Returns the number of mismatches over all peers, after the repair if there was one. Keys in
   * doubt do not count.
   */
  public long differences() {
    return peers().stream().mapToLong(PeerComparison::remaining).sum();
  }

  /** Returns the whole report as text for an operator. */
  public String text() {
    StringBuilder t = new StringBuilder(state().name());
    mode().ifPresent(m -> t.append(": " + m + ", " + elapsedMillis() + " ms"));
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
