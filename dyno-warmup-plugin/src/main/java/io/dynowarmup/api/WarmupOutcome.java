// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * The outcome of a run. With every outcome the node is back in service, or the reason says why not.
 */
public enum WarmupOutcome {
  /** All data of the source has arrived, and no write made meanwhile can be missing. */
  WARMED,
  /** The data has arrived, except for what the reason names. */
  PARTIAL,
  /** The run was ended on request. */
  ABORTED,
  /** The run failed; the reason says what the node holds. */
  FAILED,
  /** The run was not needed or not allowed; nothing was changed. */
  SKIPPED
}
