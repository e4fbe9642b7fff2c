// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** What a run is asked to do. */
public final class WarmupRequest {
  /** Who asks. */
  public enum Trigger {
    /**
     * The node came up: runs only when the node needs it, and ends when {@code bootstrap} is set to
     * false.
     */
    STARTUP,
    /** An operator: runs whether or not the node looks cold, unless it is known to be warm. */
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

  /** The warm-up at start: skipped with a reason when the node does not need it. */
  public static WarmupRequest atStartup() {
    return new WarmupRequest(Trigger.STARTUP, "", "", false, false);
  }

  /**
   * An operator's warm-up: also of a node that does not look cold, unless it is known to be warm.
   */
  public static WarmupRequest manual() {
    return new WarmupRequest(Trigger.MANUAL, "", "", false, false);
  }

  /**
   * @param newSource host, host:port of its Redis, or rack; empty leaves the choice to the engine
   */
  public WarmupRequest withSource(String newSource) {
    return new WarmupRequest(
        trigger, Objects.requireNonNull(newSource), strategy, keepingData, forced);
  }

  /**
   * @param newStrategy empty leaves the choice to the settings
   */
  public WarmupRequest withStrategy(String newStrategy) {
    return new WarmupRequest(
        trigger, source, Objects.requireNonNull(newStrategy), keepingData, forced);
  }

  /**
   * The same, and nothing that the node holds by then is dropped: for a try that comes later, when
   * the node may have served writes meanwhile. {@code force} overrides it.
   */
  public WarmupRequest keepingData() {
    return new WarmupRequest(trigger, source, strategy, true, forced);
  }

  /** The same, as if {@code force} were set to true. */
  public WarmupRequest forced() {
    return new WarmupRequest(trigger, source, strategy, keepingData, true);
  }

  public boolean isForced() {
    return forced;
  }

  public boolean isKeepingData() {
    return keepingData;
  }

  public Trigger trigger() {
    return trigger;
  }

  public String source() {
    return source;
  }

  public String strategy() {
    return strategy;
  }
}
