// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import java.util.Optional;

/**
 * What a transfer notes down of how far it is, so that the run after one that was killed goes on
 * there. It survives the process; the engine sees to it that it is read again only by a run from
 * the same source, beside the same local Redis and the same Dynomite, which took the cluster's
 * writes all the time between.
 */
public interface Checkpoint {
  /** Whether a run before this one was killed, perhaps a moment ago. */
  boolean interrupted();

  /**
   * What that one has noted; empty where that does not hold any more. Once: the second time empty.
   */
  Optional<byte[]> left();

  /**
   * Whole or not at all, in the place of what was noted before. One that cannot be written is
   * reported and stops nothing.
   *
   * @param note some MB at most
   */
  void keep(byte[] note);

  /** What was noted does not hold any more. */
  void drop();
}
