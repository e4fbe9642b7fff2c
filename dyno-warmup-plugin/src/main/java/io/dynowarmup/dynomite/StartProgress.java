// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/** The progress of a Dynomite's start. */
public enum StartProgress {
  /** The start command is running, or nothing is known about it. */
  UNDER_WAY,
  /** The start command has ended without a failure. */
  ENDED,
  /** The start command failed, or the process that it started is gone. */
  FAILED,
  /** Dynomite must not be started now, because an operator has stopped it. */
  FORBIDDEN
}
