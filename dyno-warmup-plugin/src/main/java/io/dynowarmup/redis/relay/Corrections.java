// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

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
}
