// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * Receives every change of a run, in order, on a thread of its own. A slow observer misses
 * intermediate states but never the last one. An exception is logged. Neither delays or fails a
 * run.
 */
public interface WarmupObserver {
  /** Receives the status after a change. */
  void changed(WarmupStatus status);
}
