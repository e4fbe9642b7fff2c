package io.dynowarmup.strategy.delta;

import io.dynowarmup.digest.Throttle;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;

/**
 * The local Redis stays a master and keeps what it has; what differs at the source is fetched. The
 * writes of the cluster are applied meanwhile.
 */
public final class DeltaStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "delta";
  }

  /** Writes are applied, reads are refused. */
  @Override
  public DynomiteState copyState() {
    return DynomiteState.RESUMING;
  }

  @Override
  public boolean keepsData() {
    return true;
  }

  @Override
  public Transfer open(TransferContext context) {
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.pause(),
            context.cancel(),
            context.config().deltaKeysPerSecond(),
            context.config().deltaBytesPerSecond());
    Sides sides = new Sides(context.localData(), new SourceData(context.sourceData()), throttle);
    new Compatibility(sides).check();
    return new DeltaTransfer(context, sides);
  }

  @Override
  public String toString() {
    return name();
  }
}
