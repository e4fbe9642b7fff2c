// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** What a node is at this moment, whatever the outcome of its last run. */
public enum NodeState {
  /** The node has not been probed, or cannot be. */
  UNKNOWN,
  /** Redis is a master and Dynomite is NORMAL. */
  SERVING,
  /**
   * The node serves, but its last warm-up did not make it warm, or its data was dropped or replaced
   * since.
   */
  COLD,
  /** A run is in progress. */
  WARMING,
  /** Dynomite answers but is not NORMAL: it refuses reads, writes or both. */
  CLOSED,
  /** A program other than this one has made Redis a replica; it refuses the cluster's writes. */
  REPLICA,
  /** Redis or Dynomite does not answer or is loading. */
  DOWN
}
