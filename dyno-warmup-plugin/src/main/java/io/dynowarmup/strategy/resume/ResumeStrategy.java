// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.Resumption;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;

/**
 * Continues the source's replication stream where a planned stop of this node left its data. The
 * local Redis keeps its data and becomes a replica through a relay; the hand-over is that of a
 * replication.
 */
public final class ResumeStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "resume";
  }

  @Override
  public DynomiteState copyState() {
    return DynomiteState.STANDBY;
  }

  @Override
  public boolean keepsData() {
    return true;
  }

  @Override
  public boolean replicates() {
    return true;
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public Transfer open(TransferContext context) {
    Resumption resumption =
        context
            .resumption()
            .orElseThrow(
                () ->
                    new WarmupException(
                        Reason.STRATEGY_CANNOT,
                        "there is nothing to resume: no planned stop has noted where this node is,"
                            + " or its note does not apply"));
    return new ResumeTransfer(context, resumption);
  }

  @Override
  public String toString() {
    return name();
  }
}
