// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

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
  /** The name that leaves the choice to the run. */
  public static final String AUTO = "auto";

  private final List<WarmupStrategy> strategies;

  public StrategySelector(List<WarmupStrategy> strategies) {
    this.strategies = strategies;
  }

  /**
   * Returns the strategy for a replica that an interrupted run left: this Redis already replicates.
   */
  public WarmupStrategy adopting(WarmupStrategy chosen) {
    return chosen.keepsData() ? thatCopiesEverything() : chosen;
  }

  /** Returns the first strategy that does not keep the node's data. */
  WarmupStrategy thatCopiesEverything() {
    return first(false);
  }

  /** Returns the first strategy that keeps the node's data; any other if there is none. */
  WarmupStrategy thatKeeps() {
    return first(true);
  }

  /**
   * Returns the first strategy of one kind; any other if there is none.
   *
   * @param keeps whether the strategy keeps the node's data
   */
  public WarmupStrategy first(boolean keeps) {
    return strategies.stream()
        .filter(s -> s.keepsData() == keeps)
        .findFirst()
        .orElse(strategies.get(0));
  }

  /** Returns whether there is a strategy that keeps the node's data. */
  public boolean canKeep() {
    return strategies.stream().anyMatch(WarmupStrategy::keepsData);
  }

  /** Returns whether a run may use a strategy that keeps the node's data. */
  public boolean mayKeep(WarmupRequest request, WarmupConfig config) {
    return isAuto(request, config) ? canKeep() : of(request, config).keepsData();
  }

  /** Returns whether the run chooses the strategy. */
  public static boolean isAuto(WarmupRequest request, WarmupConfig config) {
    return AUTO.equals(wanted(request, config));
  }

  private static String wanted(WarmupRequest request, WarmupConfig config) {
    return request.strategy().orElseGet(config::strategy);
  }

  /** Returns the text for the status if the run has chosen the strategy. */
  public static String text(WarmupStrategy chosen, String why) {
    return chosen.name() + " (" + AUTO + ": " + why + ")";
  }

  /**
   * Returns the requested or configured strategy.
   *
   * @throws WarmupException BAD_ARGUMENT or BAD_CONFIG if it does not exist, with the list of valid
   *     names
   */
  public WarmupStrategy of(WarmupRequest request, WarmupConfig config) {
    if (isAuto(request, config)) {
      return thatCopiesEverything();
    }
    String wanted = wanted(request, config);
    List<String> known = new ArrayList<>();
    known.add(AUTO);
    for (WarmupStrategy s : strategies) {
      if (s.name().equals(wanted)) {
        return s;
      }
      known.add(s.name());
    }
    String allowed = String.join(", ", known);
    throw !request.strategy().isPresent()
        ? config.wrong(WarmupKey.STRATEGY, allowed)
        : new WarmupException(
            Reason.BAD_ARGUMENT, "there is no strategy '" + wanted + "'; allowed: " + allowed);
  }
}
