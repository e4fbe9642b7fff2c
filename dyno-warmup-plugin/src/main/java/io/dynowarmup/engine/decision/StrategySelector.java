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
import java.util.Optional;
import java.util.function.Predicate;

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
    return chosen.replicates() && !chosen.resumes() ? chosen : thatReplicates();
  }

  /**
   * Returns the first strategy that makes the local Redis a replica; any other if there is none.
   */
  WarmupStrategy thatReplicates() {
    return first(s -> s.replicates() && !s.resumes());
  }

  /** Returns the first strategy that keeps the node's data; any other if there is none. */
  WarmupStrategy thatKeeps() {
    return first(s -> s.keepsData() && !s.resumes());
  }

  /** Returns the first strategy that copies all keys into a master; empty if there is none. */
  Optional<WarmupStrategy> thatCopies() {
    return strategies.stream()
        .filter(s -> !s.keepsData() && !s.replicates() && !s.loadsDumps())
        .findFirst();
  }

  /** Returns the strategy that resumes after a planned stop; empty if there is none. */
  Optional<WarmupStrategy> thatResumes() {
    return strategies.stream().filter(WarmupStrategy::resumes).findFirst();
  }

  /** Returns the strategy that loads dumps; empty if there is none. */
  public Optional<WarmupStrategy> thatLoadsDumps() {
    return strategies.stream().filter(WarmupStrategy::loadsDumps).findFirst();
  }

  /**
   * Returns the strategy that a run chooses by itself.
   *
   * @param keeps whether it keeps the node's data; otherwise it replicates
   */
  public WarmupStrategy first(boolean keeps) {
    return keeps ? thatKeeps() : thatReplicates();
  }

  private WarmupStrategy first(Predicate<WarmupStrategy> wanted) {
    return strategies.stream().filter(wanted).findFirst().orElse(strategies.get(0));
  }

  /** Returns whether there is a strategy that keeps the node's data. */
  public boolean canKeep() {
    return strategies.stream().anyMatch(WarmupStrategy::keepsData);
  }

  /** Returns whether a run may copy keys instead of replicating. */
  public boolean mayCopyKeys(WarmupRequest request, WarmupConfig config) {
    return isAuto(request, config) ? canKeep() : !of(request, config).replicates();
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
      return thatReplicates();
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
