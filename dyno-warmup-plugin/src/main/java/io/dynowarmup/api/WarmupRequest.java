// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** Describes what a run is asked to do. Immutable. */
public final class WarmupRequest {
  /** What starts a run. */
  public enum Trigger {
    /**
     * The start of the node. The run starts only if the node needs it and ends if {@code bootstrap}
     * becomes false.
     */
    STARTUP,
    /**
     * An operator. The run starts even if the node does not look cold, unless it is known to be
     * warm.
     */
    MANUAL
  }

  private final Trigger trigger;
  private final String source;
  private final String strategy;

  private final boolean keepingData;
  private final boolean forced;

  private WarmupRequest(
      Trigger trigger, String source, String strategy, boolean keepingData, boolean forced) {
    this.keepingData = keepingData;
    this.forced = forced;
    this.trigger = trigger;
    this.source = source;
    this.strategy = strategy;
  }

  /**
   * Returns a request for the warm-up at start. The run is skipped with a reason if the node does
   * not need it.
   */
  public static WarmupRequest atStartup() {
    return new WarmupRequest(Trigger.STARTUP, "", "", false, false);
  }

  /**
   * Returns an operator's request. The run also warms a node that does not look cold, unless it is
   * known to be warm.
   */
  public static WarmupRequest manual() {
    return new WarmupRequest(Trigger.MANUAL, "", "", false, false);
  }

  /**
   * Returns a copy of this request with a source.
   *
   * @param newSource host, {@code host:port} of its Redis, or rack; empty to let the engine choose
   */
  public WarmupRequest withSource(String newSource) {
    return new WarmupRequest(
        trigger, Objects.requireNonNull(newSource), strategy, keepingData, forced);
  }

  /**
   * Returns a copy of this request with a strategy.
   *
   * @param newStrategy the name of the strategy; empty to use the settings
   */
  public WarmupRequest withStrategy(String newStrategy) {
    return new WarmupRequest(
        trigger, source, Objects.requireNonNull(newStrategy), keepingData, forced);
  }

  /**
   * Returns a copy of this request that drops no data of the node. It is for a later retry, when
   * the node may have served writes meanwhile. {@code force} overrides it.
   */
  public WarmupRequest keepingData() {
    return new WarmupRequest(trigger, source, strategy, true, forced);
  }

  /** Returns a copy of this request that behaves as if {@code force} were true. */
  public WarmupRequest forced() {
    return new WarmupRequest(trigger, source, strategy, keepingData, true);
  }

  /** Returns whether the run behaves as if {@code force} were true. */
  public boolean isForced() {
    return forced;
  }

  /** Returns whether the run drops no data of the node. */
  public boolean isKeepingData() {
    return keepingData;
  }

  /** Returns what starts the run. */
  public Trigger trigger() {
    return trigger;
  }

  /**
   * Returns the requested source: host, {@code host:port} of its Redis, or rack; empty if the
   * engine chooses.
   */
  public String source() {
    return source;
  }

  /** Returns the requested strategy; empty if the settings decide. */
  public String strategy() {
    return strategy;
  }
}
