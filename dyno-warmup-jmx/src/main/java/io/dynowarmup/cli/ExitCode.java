// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;

/** What the process says to the one that started it. Part of the product: scripts rely on it. */
enum ExitCode {
  WARMED(0),
  PARTIAL(10),
  ABORTED(11),
  FAILED(12),
  SKIPPED(13),
  /** As {@code EX_USAGE} of sysexits.h. */
  BAD_USAGE(64),
  /** As {@code EX_UNAVAILABLE}: nobody answers at the address, or no warm-up is there. */
  UNREACHABLE(69),
  /** As {@code EX_SOFTWARE}: a fault of this program. */
  INTERNAL(70),
  /** As {@code EX_TEMPFAIL}: a start while a run is going on, an abort while there is none. */
  NOT_NOW(75),
  /** As {@code EX_NOPERM}: the wrong user, password or certificate. */
  NOT_LET_IN(77),
  /** As {@code EX_CONFIG}. */
  BAD_SETTINGS(78);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /**
   * @param status of a run that is over
   */
  static ExitCode of(WarmupStatus status) {
    WarmupOutcome outcome = status.outcome().orElse(WarmupOutcome.FAILED);
    if (outcome != WarmupOutcome.FAILED) {
      return valueOf(outcome.name());
    }
    return status.reasonCode().map(ExitCode::of).orElse(FAILED);
  }

  /**
   * @param e thrown before a run began: a file that it complains about was named by the operator
   */
  static ExitCode of(WarmupException e) {
    return e.reason() == Reason.FILE ? BAD_USAGE : of(e.reason());
  }

  /**
   * @param e about another process, or thrown by it
   */
  static ExitCode ofRemote(WarmupException e) {
    switch (e.reason()) {
      case BAD_ARGUMENT:
      case FILE:
        return BAD_USAGE;
      case ALREADY_RUNNING:
      case NOT_RUNNING:
        return NOT_NOW;
      case NOAUTH:
        return NOT_LET_IN;
      case INTERNAL:
        return INTERNAL;
      default:
        return UNREACHABLE;
    }
  }

  private static ExitCode of(Reason reason) {
    switch (reason) {
      case BAD_ARGUMENT:
        return BAD_USAGE;
      case BAD_CONFIG:
      case FILE:
        return BAD_SETTINGS;
      case INTERNAL:
        return INTERNAL;
      default:
        return FAILED;
    }
  }
}
