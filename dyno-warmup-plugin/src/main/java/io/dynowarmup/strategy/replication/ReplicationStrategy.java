// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;

/**
 * Makes the local Redis a replica of the source, and a master again when no write can be missing.
 * Redis drops its previous data when the load begins.
 */
public final class ReplicationStrategy implements WarmupStrategy {
  @Override
  public String name() {
    return "replication";
  }

  /** A replica refuses writes, so Dynomite must not pass any to it. */
  @Override
  public DynomiteState copyState() {
    return DynomiteState.STANDBY;
  }

  @Override
  public Transfer open(TransferContext context) {
    return new ReplicationTransfer(context, new Attachment(context));
  }

  @Override
  public String toString() {
    return name();
  }
}
