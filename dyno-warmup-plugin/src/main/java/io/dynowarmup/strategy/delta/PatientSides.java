// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.TransferContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds both Redis of a transfer and retries commands whose failure may be transient, so that a
 * comparison continues where it is. Dynomite is kept in its state meanwhile.
 */
final class PatientSides {
  private static final Logger LOG = LoggerFactory.getLogger(PatientSides.class);

  private final TransferContext context;
  private final Retrier here;
  private final Retrier there;

  PatientSides(TransferContext context) {
    this.context = context;
    long limitMillis = context.config().stallMillis();
    this.here = retrier(Patience.withLocal(context.ticker(), limitMillis));
    this.there = retrier(Patience.withSource(context.ticker(), limitMillis));
  }

  private Retrier retrier(Patience patience) {
    return new Retrier(
        patience, context.pause(), context.cancel(), context.budget(), this::meanwhile);
  }

  private void meanwhile(String failure) {
    context.notes().accept(failure);
    try {
      if (context.gate().held().isPresent()) {
        context.gate().reassert();
      }
    } catch (WarmupException e) {
      LOG.debug("Cannot probe Dynomite while waiting for Redis", e);
    }
  }

  RedisData hereData() {
    return context.localData().with(here);
  }

  RedisData thereData() {
    return context.sourceData().with(there);
  }

  RedisInfo hereInfo() {
    return here.ask(() -> context.local().info());
  }

  RedisInfo thereInfo() {
    return there.ask(() -> context.sourceInfo());
  }

  /** Disables retries from now on, because Dynomite's queue grows. */
  void hurry() {
    here.suspend();
    there.suspend();
  }

  /** Enables retries again after {@link #hurry()}. */
  void calm() {
    here.resume();
    there.resume();
  }
}
