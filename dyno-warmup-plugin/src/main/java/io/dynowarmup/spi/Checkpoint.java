// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import java.util.Optional;

/**
 * Stores the progress of a transfer, so that the next run can resume a run that was killed. The
 * checkpoint survives the process. The engine returns it only to a run with the same source, local
 * Redis and Dynomite, if Dynomite took the cluster's writes all the time in between.
 */
public interface Checkpoint {
  /** Returns whether the previous run was killed, even if only a moment ago. */
  boolean interrupted();

  /**
   * Returns the checkpoint of the interrupted run; empty if it is no longer valid. Only the first
   * call returns it; later calls return empty.
   */
  Optional<byte[]> left();

  /**
   * Replaces the checkpoint atomically. A checkpoint that cannot be written is reported and does
   * not stop the run.
   *
   * @param note the new checkpoint, a few MB at most
   */
  void keep(byte[] note);

  /** Discards the checkpoint because it is no longer valid. */
  void drop();
}
