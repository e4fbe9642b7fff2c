// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.snapshot;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.strategy.copy.CopyTransfer;
import io.dynowarmup.strategy.delta.DeltaSides;

/**
 * Loads a dump from a store, and copies from the source only what has changed since. The source
 * does not fork, and the local Redis stays a master.
 */
public final class SnapshotStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "snapshot";
  }

  /** Nothing else writes here during the load, so that it can overwrite without comparing. */
  @Override
  public DynomiteState copyState() {
    return DynomiteState.STANDBY;
  }

  @Override
  public boolean replicates() {
    return false;
  }

  @Override
  public boolean loadsDumps() {
    return true;
  }

  @Override
  public Transfer open(TransferContext context) {
    DeltaSides sides = DeltaSides.of(context);
    sides.check(name());
    try {
      return CopyTransfer.ofOlder(context, sides, DumpBulk.open(context, sides.pair().here()));
    } catch (WarmupException e) {
      // the dumps of some ranges are enough for the node
      boolean mayCopy = context.choosesStrategy() || context.part().isPresent();
      if (!mayCopy || e.reason().isTransient()) {
        throw e;
      }
      context
          .warnings()
          .accept("no dump is used, and all keys are copied from the source: " + e.getMessage());
      return new CopyTransfer(context, sides);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
