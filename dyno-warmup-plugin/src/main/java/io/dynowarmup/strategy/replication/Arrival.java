// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.OptionalLong;

/** Waits until everything that ran on the source before its offset M was read has arrived here. */
final class Arrival {
  private final TransferContext context;
  private final Attachment attachment;
  private final Deadline limit;
  private final long limitMillis;
  private ReplicationInfo here;
  private boolean late;
  private OptionalLong lag = OptionalLong.empty();
  private OptionalLong missing = OptionalLong.empty();

  /**
   * Creates a wait.
   *
   * @param limitMillis the duration of the limit in milliseconds, for messages
   */
  Arrival(TransferContext context, Attachment attachment, Deadline limit, long limitMillis) {
    this.context = context;
    this.attachment = attachment;
    this.limit = limit;
    this.limitMillis = limitMillis;
  }

  /**
   * Waits.
   *
   * @param target the source when M was read
   * @return why the data has not arrived; empty if it has
   */
  Optional<String> await(ReplicationInfo target) throws InterruptedException {
    if (!target.isMaster()) {
      return Optional.of(context.sourcePeer() + " is no longer a master");
    }
    while (true) {
      here = context.local().info("replication").replication();
      Optional<String> doubt = doubt(target);
      long behind = target.masterOffset().orElse(0) - here.replicaOffset().orElse(0);
      missing = OptionalLong.of(Math.max(0, behind));
      lag = lag.isPresent() ? lag : missing;
      if (doubt.isPresent() || behind <= 0) {
        return doubt;
      }
      if (limit.passed()) {
        late = true;
        return Optional.of(
            Units.count(behind, "byte")
                + " of the source's stream were still missing after "
                + limitMillis
                + " ms");
      }
      context.pause().millis(1, context.cancel());
    }
  }

  /** Returns why the two offsets cannot be compared; empty if they can. */
  private Optional<String> doubt(ReplicationInfo target) {
    if (context.cancel().isCancelled()) {
      return Optional.of("asked to end: " + context.cancel().reason());
    }
    if (!attachment.isTo(here)) {
      return Optional.of("the local Redis is no longer a replica of " + context.sourcePeer());
    }
    if (!here.linkUp() || here.syncInProgress()) {
      return Optional.of("the replication link broke");
    }
    if (!target.masterOffset().isPresent()) {
      return Optional.of("the source does not report its offset");
    }
    if (target.replid().isEmpty() || !target.replid().equals(here.replid())) {
      return Optional.of("the source's replication id has changed");
    }
    return Optional.empty();
  }

  /** Returns whether the limit has passed while the data was arriving. */
  boolean late() {
    return late;
  }

  /** Returns the last replication info of the local Redis. */
  ReplicationInfo here() {
    return here;
  }

  /** Returns the replication lag in bytes at the first probe; empty if there was none. */
  OptionalLong lag() {
    return lag;
  }

  /** Returns the replication lag in bytes at the last probe; empty if there was none. */
  OptionalLong missing() {
    return missing;
  }
}
