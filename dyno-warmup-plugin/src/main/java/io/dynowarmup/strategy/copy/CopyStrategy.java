// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.strategy.delta.DeltaSides;

/**
 * Copies all keys of the source with SCAN, DUMP and RESTORE. The source does not fork, and the
 * local Redis stays a master.
 */
public final class CopyStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "copy";
  }

  /** Nothing else writes here during the bulk, so that it can overwrite without comparing. */
  @Override
  public DynomiteState copyState() {
    return DynomiteState.STANDBY;
  }

  @Override
  public boolean replicates() {
    return false;
  }

  @Override
  public boolean copiesAhead() {
    return true;
  }

  @Override
  public Transfer open(TransferContext context) {
    DeltaSides sides = DeltaSides.of(context);
    sides.check(name());
    return new CopyTransfer(context, sides);
  }

  @Override
  public String toString() {
    return name();
  }
}
