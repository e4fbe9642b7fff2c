// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Optional;

/** The result of one command through Dynomite's client port. Immutable. */
final class ProbeAnswer {
  private final WarmupException failure;

  private ProbeAnswer(WarmupException failure) {
    this.failure = failure;
  }

  static ProbeAnswer of(Runnable command) {
    try {
      command.run();
      return new ProbeAnswer(null);
    } catch (WarmupException e) {
      return new ProbeAnswer(e);
    }
  }

  static ProbeAnswer none(long limitMillis) {
    return new ProbeAnswer(
        new WarmupException(Reason.TIME_OUT, "no answer within " + limitMillis + " ms"));
  }

  boolean done() {
    return failure == null;
  }

  boolean readOnly() {
    return failure != null && failure.reason() == Reason.READONLY;
  }

  /** Returns whether Redis answered and refuses writes. */
  private boolean refused() {
    return failure != null && failure.reason().refusesWrites();
  }

  /**
   * Returns whether the command neither ran nor was refused by Redis. The connection can no longer
   * be trusted.
   */
  boolean failed() {
    return !done() && !readOnly() && !refused();
  }

  Optional<WarmupException> failure() {
    return Optional.ofNullable(failure);
  }
}
