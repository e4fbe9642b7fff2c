// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.config.WarmupKey;
import io.dynowarmup.spi.WarmupStrategy;
import java.util.ArrayList;
import java.util.List;

/** Which way the data is to arrive: the operator's, otherwise the settings'. */
public final class StrategySelector {
  private final List<WarmupStrategy> strategies;

  public StrategySelector(List<WarmupStrategy> strategies) {
    this.strategies = strategies;
  }

  /** For a replica that an interrupted run has left: it is one already. */
  WarmupStrategy adopting(WarmupStrategy chosen) {
    return chosen.keepsData() ? thatBringsEverything() : chosen;
  }

  /** The first one that does not keep what the node holds. */
  WarmupStrategy thatBringsEverything() {
    return first(false);
  }

  /** The first one that keeps what the node holds; another one where there is none. */
  public WarmupStrategy thatKeeps() {
    return first(true);
  }

  private WarmupStrategy first(boolean keeps) {
    for (WarmupStrategy s : strategies) {
      if (s.keepsData() == keeps) {
        return s;
      }
    }
    return strategies.get(0);
  }

  /** Whether the run may take a strategy that keeps what the node holds. */
  public static boolean mayKeep(Run run) {
    return isAuto(run.request(), run.config())
        ? run.cannotKeep().isEmpty()
            && run.host().strategies().stream().anyMatch(WarmupStrategy::keepsData)
        : run.strategy().keepsData();
  }

  /** Whether the choice is left to the run. */
  public static boolean isAuto(WarmupRequest request, WarmupConfig config) {
    return AutoStrategy.NAME.equals(
        request.strategy().isEmpty() ? config.strategy() : request.strategy());
  }

  /**
   * @throws WarmupException BAD_ARGUMENT or BAD_CONFIG, with the list of what there is
   */
  public WarmupStrategy of(WarmupRequest request, WarmupConfig config) {
    boolean asked = !request.strategy().isEmpty();
    String wanted = asked ? request.strategy() : config.strategy();
    if (isAuto(request, config)) {
      return thatBringsEverything();
    }
    List<String> known = new ArrayList<>();
    known.add(AutoStrategy.NAME);
    for (WarmupStrategy s : strategies) {
      if (s.name().equals(wanted)) {
        return s;
      }
      known.add(s.name());
    }
    String allowed = String.join(", ", known);
    throw asked
        ? new WarmupException(
            Reason.BAD_ARGUMENT, "there is no strategy '" + wanted + "'; allowed: " + allowed)
        : config.wrong(WarmupKey.STRATEGY, allowed);
  }
}
