// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;

/**
 * The local Redis becomes a replica of the source, and a master again when nothing can be missing.
 * What it held before is dropped by Redis when the load begins.
 */
public final class ReplicationStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "replication";
  }

  /** A replica refuses writes, so Dynomite must not pass any on. */
  @Override
  public DynomiteState copyState() {
    return DynomiteState.STANDBY;
  }

  @Override
  public Transfer open(TransferContext context) {
    return new ReplicationTransfer(context, new Attachment(context), new Barrier(context));
  }

  @Override
  public String toString() {
    return name();
  }
}
