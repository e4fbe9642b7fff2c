// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.dynomite.DynomiteState;

/**
 * Defines one way in which the data arrives. Strategies are found through {@link
 * java.util.ServiceLoader}. A strategy has no state; each {@link Transfer} has its own.
 */
public interface WarmupStrategy {
  /** Returns the name of the strategy, as used in the setting {@code strategy}. */
  String name();

  /**
   * Returns the Dynomite state that the copy needs. The engine sets, confirms and re-asserts it
   * before {@link #open}.
   */
  DynomiteState copyState();

  /** Returns whether the data in the local Redis is kept and compared; otherwise it is dropped. */
  default boolean keepsData() {
    return false;
  }

  /**
   * Returns whether the local Redis becomes a replica of the source; otherwise it stays a master.
   */
  default boolean replicates() {
    return !keepsData();
  }

  /** Returns whether most keys come from a dump in a store, and only changes from the source. */
  default boolean loadsDumps() {
    return false;
  }

  /** Returns whether it continues where a planned stop of this node left its data. */
  default boolean resumes() {
    return false;
  }

  /**
   * Returns whether parts of the node's keys can be copied from several sources at the same time,
   * with {@link Transfer#pollAhead()}.
   */
  default boolean copiesAhead() {
    return false;
  }

  /**
   * Returns whether this strategy is the better choice, for the strategy {@code auto}. Changes
   * nothing.
   *
   * @param context both Redis and the settings of the run
   * @throws io.dynowarmup.api.WarmupException if the strategy cannot work; the message says why
   */
  default Suitability suitability(TransferContext context) {
    return Suitability.no("it was not asked for");
  }

  /**
   * Returns a transfer from the source of the context. Changes nothing: the transfer starts with
   * its first {@link Transfer#poll()}.
   *
   * @param context both Redis and the settings of the run
   * @throws io.dynowarmup.api.WarmupException STRATEGY_CANNOT if the strategy cannot work under the
   *     current conditions
   */
  Transfer open(TransferContext context);
}
