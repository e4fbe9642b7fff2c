// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Deadline;

/** Throws errors that no code expects, in RESTORE too. Only {@link ExitCodeIT} registers it. */
public final class FaultyStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public DynomiteState copyState() {
    return DynomiteState.STANDBY;
  }

  @Override
  public Transfer open(TransferContext context) {
    return new Transfer() {
      @Override
      public Progress poll() {
        throw new OutOfMemoryError("of a test");
      }

      @Override
      public HandOverReport handOver(HandOverPlan plan) {
        throw new NoClassDefFoundError("of a test");
      }

      @Override
      public StreamGap close(Deadline deadline) {
        throw new NoClassDefFoundError("of a test");
      }
    };
  }
}
