// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** Where a run is. The order is the order of a run; RESTORE is entered from anywhere. */
public enum WarmupPhase {
  /** No run is going on. */
  IDLE,
  /** Are the settings valid, does the local Redis answer, may this node lose what it holds? */
  PREFLIGHT,
  /** Which peer with the same token serves as the source? */
  SELECT_SOURCE,
  /** The bulk of the data arrives; the node takes no traffic. */
  TRANSFER,
  /** What is missing shrinks to less than {@code bytes.sync.diff}. */
  CATCH_UP,
  /** The barrier: writes are held in Dynomite for milliseconds until nothing can be missing. */
  HAND_OVER,
  /** The single exit of every run: Redis a master, Dynomite NORMAL and healthy. */
  RESTORE
}
