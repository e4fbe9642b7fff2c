// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import io.dynowarmup.time.Deadline;
import java.util.Optional;

/**
 * Separates the writes of the cluster into earlier and later ones. When it is over, every earlier
 * write has run on both Redis; when it began, no later write had run on either of them.
 */
public interface Crossing {
  /** Returns why it is not known to be over; empty if it is. */
  Optional<String> await(Deadline deadline) throws InterruptedException;
}
