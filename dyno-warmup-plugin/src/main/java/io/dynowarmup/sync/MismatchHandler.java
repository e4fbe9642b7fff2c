// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import java.util.List;

/** Decides what becomes of the results of a {@link Comparison}. */
public interface MismatchHandler {
  /**
   * Called when keys were compared for the first time.
   *
   * @param keys number of keys
   * @param equal how many of them exist and are equal on both sides
   */
  void compared(int keys, int equal);

  /**
   * Called for mismatches whose settle time is over. Both sides were read again, first the source.
   *
   * @param probed keys of one database that differed before; a large key was not read again
   */
  void settled(List<Mismatch> probed) throws InterruptedException;
}
