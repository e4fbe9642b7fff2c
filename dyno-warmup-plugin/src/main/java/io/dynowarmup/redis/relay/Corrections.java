// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import io.dynowarmup.redis.stream.StreamCommand;
import java.util.Optional;

/** Supplies what is inserted into the stream. Used by the thread of the relay. */
public interface Corrections {
  /**
   * Returns the next correction; its offset is not before anything that the source has executed
   * before this call. Empty after the last one.
   *
   * @throws io.dynowarmup.api.WarmupException if there is a next one and it cannot be made
   */
  Optional<Correction> next();

  /**
   * Hears of each command that the replica executes, in order, until there is no next correction.
   *
   * @throws io.dynowarmup.api.WarmupException if it makes corrections impossible
   */
  default void passed(StreamCommand command) {}

  /** Hears that the replica executes the correction that {@link #next} has returned last. */
  default void inserted() {}
}
