// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.dynomite.DynomiteState;

/**
 * A way in which data arrives. Found through {@link java.util.ServiceLoader}; has no state of its
 * own, each {@link Transfer} has.
 */
public interface WarmupStrategy {
  /** As it stands in the setting {@code strategy}. */
  String name();

  /**
   * The Dynomite state that the copy needs; the engine sets, confirms and re-asserts it before
   * {@link #open}.
   */
  DynomiteState copyState();

  /** Whether what the local Redis holds stays and is compared; otherwise it is dropped. */
  default boolean keepsData() {
    return false;
  }

  /**
   * Whether it is the better choice, for the strategy {@code auto}. Changes nothing.
   *
   * @throws io.dynowarmup.api.WarmupException when it cannot work, with the reason
   */
  default Suitability suitability(TransferContext context) {
    return Suitability.no("it was not asked for");
  }

  /**
   * A transfer from the source of the context. Changes nothing yet: the transfer begins with its
   * first {@link Transfer#poll()}.
   *
   * @throws io.dynowarmup.api.WarmupException STRATEGY_CANNOT when it cannot work here and now
   */
  Transfer open(TransferContext context);
}
