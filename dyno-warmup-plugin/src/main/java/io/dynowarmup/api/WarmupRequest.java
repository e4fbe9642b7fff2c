// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** Describes what a run is asked to do. */
@Value.Immutable
public abstract class WarmupRequest {
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

  WarmupRequest() {}

  /**
   * Returns a request for the warm-up at start. The run is skipped with a reason if the node does
   * not need it.
   */
  public static WarmupRequest atStartup() {
    return builder().trigger(Trigger.STARTUP).build();
  }

  /**
   * Returns an operator's request. The run also warms a node that does not look cold, unless it is
   * known to be warm.
   */
  public static WarmupRequest manual() {
    return builder().trigger(Trigger.MANUAL).build();
  }

  private static ImmutableWarmupRequest.Builder builder() {
    return ImmutableWarmupRequest.builder();
  }

  /**
   * Returns a copy of this request with a source.
   *
   * @param newSource host, {@code host:port} of its Redis, or rack; empty to let the engine choose
   */
  public WarmupRequest withSource(String newSource) {
    return builder().from(this).source(Known.text(newSource)).build();
  }

  /**
   * Returns a copy of this request with a preferred source. Unlike a {@linkplain #withSource named}
   * one, it is subject to all rules: if it may not decide what this node holds, another source is
   * chosen.
   *
   * @param newSource as in {@link #withSource}, or a data centre; empty to let the engine choose
   */
  public WarmupRequest preferring(String newSource) {
    return builder().from(this).preferredSource(Known.text(newSource)).build();
  }

  /**
   * Returns a copy of this request with a strategy.
   *
   * @param newStrategy the name of the strategy; empty to use the settings
   */
  public WarmupRequest withStrategy(String newStrategy) {
    return builder().from(this).strategy(Known.text(newStrategy)).build();
  }

  /**
   * Returns a copy of this request with dumps. The strategy {@code snapshot} then loads these and
   * no others.
   *
   * @param ids of the dumps, separated by commas; empty to load the newest ones
   */
  public WarmupRequest withDumps(String ids) {
    List<String> all = new ArrayList<>();
    for (String id : ids.split(",")) {
      Known.text(id.trim()).ifPresent(all::add);
    }
    return builder().from(this).dumps(all).build();
  }

  /**
   * Returns a copy of this request that drops no data of the node. It is for a later retry, when
   * the node may have served writes meanwhile. {@code force} overrides it.
   */
  public WarmupRequest keepingData() {
    return builder().from(this).isKeepingData(true).build();
  }

  /** Returns a copy of this request that behaves as if {@code force} were true. */
  public WarmupRequest forced() {
    return builder().from(this).isForced(true).build();
  }

  /**
   * Returns a copy of this request that leaves a node with {@code requires.bootstrap} closed for
   * reads after the run, until it is opened together with others.
   */
  public WarmupRequest openedTogether() {
    return builder().from(this).isOpenedTogether(true).build();
  }

  /**
   * Returns a copy of this request that says who asks for the run.
   *
   * @param who for the log, the status and the history, such as {@code JMX user ops}
   */
  public WarmupRequest by(String who) {
    return builder().from(this).requestedBy(who).build();
  }

  /**
   * Returns a copy of this request for a node whose data is in doubt.
   *
   * @param why what was seen since the last run, as sentences; empty if nothing was
   */
  public WarmupRequest doubting(Optional<String> why) {
    return builder().from(this).doubt(why).build();
  }

  /** Returns what starts the run. */
  public abstract Trigger trigger();

  /** Returns who asks for the run. */
  @Value.Default
  public String requestedBy() {
    return trigger() == Trigger.STARTUP ? "start-up" : "an operator";
  }

  /**
   * Returns the requested source: host, {@code host:port} of its Redis, or rack; empty if the
   * engine chooses.
   */
  public abstract Optional<String> source();

  /**
   * Returns the preferred source: as {@link #source}, or a data centre; empty if there is none. A
   * requested source overrides it.
   */
  public abstract Optional<String> preferredSource();

  /** Returns the requested strategy; empty if the settings decide. */
  public abstract Optional<String> strategy();

  /** Returns the ids of the dumps that are loaded; empty for the newest ones. */
  public abstract List<String> dumps();

  /**
   * Returns why the data of this node is in doubt although its Redis has been warm; empty if it is
   * not. Such a node is not said to need no warm-up.
   */
  public abstract Optional<String> doubt();

  /** Returns whether the run drops no data of the node. */
  @Value.Default
  public boolean isKeepingData() {
    return false;
  }

  /** Returns whether the bootstrapped node stays closed for reads until it is opened. */
  @Value.Default
  public boolean isOpenedTogether() {
    return false;
  }

  /** Returns whether the run behaves as if {@code force} were true. */
  @Value.Default
  public boolean isForced() {
    return false;
  }
}
