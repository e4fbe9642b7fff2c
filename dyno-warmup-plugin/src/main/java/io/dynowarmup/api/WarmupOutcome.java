// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** How a run ended. Whatever it says, the node came up, or the reason says why not. */
public enum WarmupOutcome {
  /**
   * Everything that the source had is here, and nothing that was written meanwhile can be missing.
   */
  WARMED,
  /** The data is here but for the bytes that the reason names. */
  PARTIAL,
  /** Somebody ended it. */
  ABORTED,
  /** It did not work; the reason says what the node holds. */
  FAILED,
  /** It was not needed, or not allowed; nothing was changed. */
  SKIPPED
}
