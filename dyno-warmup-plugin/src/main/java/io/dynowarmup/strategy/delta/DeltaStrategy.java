// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.sync.RedisPair;

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
    DeltaSides delta = DeltaSides.of(context);
    delta.check(name());
    RedisPair sides = delta.pair();
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
    DeltaSides sides = DeltaSides.of(context);
    sides.check(name());
    return sides.allKeys();
  }

  @Override
  public String toString() {
    return name();
  }
}
