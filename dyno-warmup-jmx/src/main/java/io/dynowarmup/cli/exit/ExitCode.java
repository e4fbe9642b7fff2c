// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.exit;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.site.SiteReport;
import io.dynowarmup.site.warm.ChunkWarmup;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The exit codes of the process. They are part of the interface; scripts rely on them. */
public enum ExitCode {
  /** Also the end of a run that was not needed. */
  WARMED(0),
  PARTIAL(10),
  ABORTED(11),
  FAILED(12),
  /**
   * A run that was not allowed or had no peer, or was not needed on a node whose Dynomite refuses
   * requests. {@code preflight}: a run would be skipped.
   */
  SKIPPED(13),
  /** {@code status --check}: the node serves and is not warm. */
  COLD(20),
  /** {@code status --check}: a run is in progress. */
  WARMING(21),
  /** {@code status --check}: Dynomite is not NORMAL. */
  CLOSED(22),
  /** {@code status --check}: another program has made Redis a replica. */
  REPLICA(23),
  /** {@code status --check}: Redis or Dynomite does not answer. */
  DOWN(24),
  /** {@code status --check}: the node has not been probed. */
  UNKNOWN(25),
  /** {@code EX_USAGE} of sysexits.h. */
  BAD_USAGE(64),
  /** {@code EX_UNAVAILABLE}: no process answers at the address, or it has no warm-up. */
  UNREACHABLE(69),
  /** {@code EX_SOFTWARE}: an error in this program. */
  INTERNAL(70),
  /** {@code EX_TEMPFAIL}: a start during another run, or an abort without a run. */
  NOT_NOW(75),
  /** {@code EX_NOPERM}: wrong user, password or certificate. */
  NOT_LET_IN(77),
  /** {@code EX_CONFIG}: wrong settings. */
  BAD_SETTINGS(78);

  /** The states in which Dynomite refuses requests. */
  private static final Set<String> CLOSED_STATES =
      Collections.unmodifiableSet(
          EnumSet.of(DynomiteState.STANDBY, DynomiteState.WRITES_ONLY, DynomiteState.RESUMING)
              .stream()
              .map(Enum::name)
              .collect(Collectors.toSet()));

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * Returns the exit code of a run.
   *
   * @param status the status of a run that is over
   */
  public static ExitCode of(WarmupStatus status) {
    ExitCode code = of(status.outcome().orElse(WarmupOutcome.FAILED), status.reasonCode());
    boolean skipped = status.outcome().filter(o -> o == WarmupOutcome.SKIPPED).isPresent();
    boolean closed = status.dynomiteState().filter(CLOSED_STATES::contains).isPresent();
    return skipped && closed ? SKIPPED : code;
  }

  /** Returns the exit code of a bootstrap of a data centre. */
  public static ExitCode of(SiteReport.Outcome outcome) {
    switch (outcome) {
      case DONE:
        return WARMED;
      case TIMED_OUT:
        return PARTIAL;
      case REFUSED:
        return SKIPPED;
      default:
        return FAILED;
    }
  }

  /** Returns the exit code of a warm-up of several nodes from dumps. */
  public static ExitCode of(ChunkWarmup.Outcome outcome) {
    switch (outcome) {
      case WARMED:
        return WARMED;
      case PARTIAL:
        return PARTIAL;
      default:
        return FAILED;
    }
  }

  /** Returns the exit code of a run in the history of a process. */
  public static ExitCode of(RunRecord run) {
    return of(run.outcome(), run.reasonCode());
  }

  /**
   * Returns the exit code of a run that fails.
   *
   * @param code name of a {@link Reason}; another text if the process has another version
   */
  public static ExitCode ofFailed(String code) {
    for (Reason known : Reason.values()) {
      if (known.name().equals(code)) {
        return of(known);
      }
    }
    return FAILED;
  }

  private static ExitCode of(WarmupOutcome outcome, Optional<Reason> code) {
    if (outcome == WarmupOutcome.SKIPPED && code.filter(c -> c == Reason.NOT_COLD).isPresent()) {
      return WARMED;
    }
    return outcome == WarmupOutcome.FAILED
        ? code.map(ExitCode::of).orElse(FAILED)
        : valueOf(outcome.name());
  }

  /**
   * Returns the exit code of a state of the node.
   *
   * @param state name of a {@link NodeState}; empty or another text if the process has another
   *     version
   */
  public static ExitCode ofNode(String state) {
    for (NodeState known : NodeState.values()) {
      if (known.name().equals(state)) {
        return known == NodeState.SERVING ? WARMED : valueOf(state);
      }
    }
    return UNKNOWN;
  }

  /**
   * Returns the exit code of a failure before a run.
   *
   * @param e the failure; if it concerns a file, the operator named that file
   */
  public static ExitCode of(WarmupException e) {
    return e.reason() == Reason.FILE ? BAD_USAGE : of(e.reason());
  }

  /**
   * Returns the exit code of a failure of a remote command.
   *
   * @param e the failure, about another process or thrown by it
   */
  public static ExitCode ofRemote(WarmupException e) {
    if (RemoteBean.isRefusal(e) && e.reason() != Reason.NOT_RUNNING) {
      return of(e.reason());
    }
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
      case ALREADY_RUNNING:
        return NOT_NOW;
      default:
        return FAILED;
    }
  }
}
