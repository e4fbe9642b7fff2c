// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.engine.decision.RunResult;
import java.util.Optional;

/** Decides whether a node with {@code requires.bootstrap} may be warmed. A pure rule. */
final class BootstrapRule {
  private BootstrapRule() {}

  /**
   * Returns the result of a run that may not warm the node.
   *
   * @param warm whether the local Redis is the process that is recorded as warm
   */
  static Optional<RunResult> refusal(StartFacts facts, boolean warm) {
    boolean forced = facts.request.isForced();
    boolean startup = facts.request.trigger() == Trigger.STARTUP;
    if (startup && !forced && facts.bootstrap == BootstrapState.REQUIRES_BOOTSTRAP) {
      return skipped(Reason.NOT_ALLOWED, "the node stays closed: " + facts.bootstrap.text());
    }
    if (!startup && !forced && facts.bootstrap == BootstrapState.OPEN && warm) {
      return skipped(
          Reason.NOT_COLD,
          "the node is open"
              + facts.openedBy.map(by -> " since " + by).orElse("")
              + " (requires.bootstrap), and a second bootstrap could replace what it has taken "
              + "since; force warms it anyway");
    }
    if (!startup && !forced && facts.bootstrap == BootstrapState.BOOTSTRAPPED && warm) {
      return skipped(Reason.NOT_ALLOWED, "the node is warm already: " + facts.bootstrap.text());
    }
    return Optional.empty();
  }

  /** Returns whether the run continues a bootstrap, whatever the node holds. */
  static boolean continues(StartFacts facts) {
    boolean allowed = facts.request.trigger() == Trigger.MANUAL || facts.config.bootstrap();
    return (facts.bootstrap == BootstrapState.BOOTSTRAPPING && allowed)
        || (facts.bootstrap == BootstrapState.REQUIRES_BOOTSTRAP && facts.request.isForced());
  }

  private static Optional<RunResult> skipped(Reason code, String why) {
    return Optional.of(RunResult.skipped(code, why));
  }
}
