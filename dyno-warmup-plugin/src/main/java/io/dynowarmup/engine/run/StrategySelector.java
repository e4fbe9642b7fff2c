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

/** Selects the strategy: the one of the request, otherwise the one of the settings. */
public final class StrategySelector {
  private final List<WarmupStrategy> strategies;

  public StrategySelector(List<WarmupStrategy> strategies) {
    this.strategies = strategies;
  }

  /**
   * Returns the strategy for a replica that an interrupted run left: this Redis already replicates.
   */
  WarmupStrategy adopting(WarmupStrategy chosen) {
    return chosen.keepsData() ? thatBringsEverything() : chosen;
  }

  /** Returns the first strategy that does not keep the node's data. */
  WarmupStrategy thatBringsEverything() {
    return first(false);
  }

  /** Returns the first strategy that keeps the node's data; any other if there is none. */
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

  /** Returns whether the run may use a strategy that keeps the node's data. */
  public static boolean mayKeep(Run run) {
    return isAuto(run.request(), run.config())
        ? run.cannotKeep().isEmpty()
            && run.host().strategies().stream().anyMatch(WarmupStrategy::keepsData)
        : run.strategy().keepsData();
  }

  /** Returns whether the run chooses the strategy. */
  public static boolean isAuto(WarmupRequest request, WarmupConfig config) {
    return AutoStrategy.NAME.equals(
        request.strategy().isEmpty() ? config.strategy() : request.strategy());
  }

  /**
   * Returns the requested or configured strategy.
   *
   * @throws WarmupException BAD_ARGUMENT or BAD_CONFIG if it does not exist, with the list of valid
   *     names
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
