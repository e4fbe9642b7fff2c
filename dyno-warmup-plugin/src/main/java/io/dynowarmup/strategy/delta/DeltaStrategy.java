// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;

/**
 * Copies only the keys that differ from the source. The local Redis stays a master, keeps its data
 * and applies the writes of the cluster meanwhile.
 */
public final class DeltaStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "delta";
  }

  /** Dynomite applies writes and refuses reads. */
  @Override
  public DynomiteState copyState() {
    return DynomiteState.RESUMING;
  }

  @Override
  public boolean keepsData() {
    return true;
  }

  @Override
  public Suitability suitability(TransferContext context) {
    RedisPair sides = sides(context, new PatientSides(context));
    new Compatibility(sides).check();
    try {
      RedisInfo source = context.sourceInfo();
      sides.throttle().updateLoad(source);
      sides.probe();
      return new Estimate(sides, context.budget()).of(source);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Suitability.no("interrupted");
    }
  }

  @Override
  public Transfer open(TransferContext context) {
    PatientSides patient = new PatientSides(context);
    RedisPair sides = sides(context, patient);
    new Compatibility(sides).check();
    return new DeltaTransfer(context, sides, patient);
  }

  private static RedisPair sides(TransferContext context, PatientSides patient) {
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.pause(),
            context.cancel(),
            context.config().deltaKeysPerSecond(),
            context.config().deltaBytesPerSecond());
    return new RedisPair(
        patient.hereData(), patient.thereData().with(new SourceErrors()), throttle);
  }

  @Override
  public String toString() {
    return name();
  }
}
