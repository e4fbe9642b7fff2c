// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.CompareAndSet;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Swap;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that the local Redis understands the DUMP of the source and that both run our scripts. */
final class Compatibility {
  private static final Logger LOG = LoggerFactory.getLogger(Compatibility.class);
  private static final byte[] TRIAL =
      (RedisPair.OWN_KEYS + "trial").getBytes(StandardCharsets.US_ASCII);
  private static final int TRIES = 5;
  private static final int SOME_KEYS = 50;

  private final RedisPair sides;
  private final String strategy;

  Compatibility(RedisPair sides, String strategy) {
    this.sides = sides;
    this.strategy = strategy;
  }

  /**
   * Checks both sides.
   *
   * @throws WarmupException STRATEGY_CANNOT if they are not compatible; the message says why
   */
  void check() throws WarmupException {
    try {
      sides.tryScans();
      tryKeys();
      for (int i = 0; i < TRIES; i++) {
        Optional<byte[]> key = sides.there().randomKey();
        if (!key.isPresent()
            || (!OwnKeys.contain(key.get()) && tried(Collections.singletonList(key.get())))) {
          return;
        }
      }
    } catch (WarmupException e) {
      boolean cannot = e.reason().isRejected() || e.reason() == Reason.STRATEGY_CANNOT;
      throw cannot
          ? new WarmupException(
              Reason.STRATEGY_CANNOT, strategy + " cannot work here: " + e.getMessage(), e)
          : e;
    }
  }

  /** Looks some keys up on both sides. A user may be permitted to read some keys only. */
  private void tryKeys() {
    List<byte[]> keys = sides.there().randomKeys(SOME_KEYS);
    if (!keys.isEmpty()) {
      sides.prints().present(sides.there(), keys);
      sides.prints().present(sides.here(), keys);
    }
  }

  private boolean tried(List<byte[]> key) {
    Fingerprint print = sides.prints().of(sides.there(), key).value().get(0);
    if (print.large() || print.absent()) {
      return false;
    }
    Payload payload = sides.there().dump(key).get(0);
    sides.here().remove(Collections.singletonList(TRIAL));
    try {
      Ticker ticker = sides.throttle().ticker();
      new CompareAndSet(ticker)
          .run(
              sides.here(),
              Collections.singletonList(
                  new Swap(TRIAL, Fingerprint.ABSENT, ticker.nanos(), payload)),
              (swap, why) -> LOG.info("The local Redis does not accept every key: {}", why));
      return true;
    } finally {
      sides.here().remove(Collections.singletonList(TRIAL));
    }
  }
}
