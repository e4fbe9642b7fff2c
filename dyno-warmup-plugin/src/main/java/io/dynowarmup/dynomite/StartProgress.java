// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/** How far the start of a Dynomite is. */
public enum StartProgress {
  /** The start command runs, or nothing is known of it. */
  UNDER_WAY,
  /** The start command has ended and reported no failure. */
  ENDED,
  /** The start command failed, or the process that it began is gone. */
  FAILED,
  /** Dynomite must not be started now: an operator has stopped it. */
  FORBIDDEN
}
