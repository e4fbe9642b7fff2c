// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * The phase of a run. The constants are in the order of a run; RESTORE can be entered from any
 * phase.
 */
public enum WarmupPhase {
  /** No run is in progress. */
  IDLE,
  /** Checks the settings, that the local Redis answers and that the node may lose its data. */
  PREFLIGHT,
  /** Chooses a peer with the same token as the source. */
  SELECT_SOURCE,
  /** Copies the bulk of the data; the node serves no traffic. */
  TRANSFER,
  /** Reduces the lag to at most {@code bytes.sync.diff}. */
  CATCH_UP,
  /** Runs the barrier: Dynomite holds writes for milliseconds until no write can be missing. */
  HAND_OVER,
  /**
   * Finds the writes that the hand-over has applied twice or not at all, and corrects them. Writes
   * are applied, reads are refused.
   */
  RECONCILE,
  /** The single exit of every run: makes Redis a master, and Dynomite NORMAL and healthy. */
  RESTORE
}
