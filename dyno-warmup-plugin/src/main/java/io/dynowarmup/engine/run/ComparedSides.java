// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fitness.ServerProbe;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.ClockReading;
import io.dynowarmup.sync.proof.Proof;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both sides of a comparison, whose commands are repeated as a policy says. */
final class ComparedSides implements Proof.Sides {
  private static final Logger LOG = LoggerFactory.getLogger(ComparedSides.class);

  private final TransferSession session;
  private final CommandPolicy policy;

  ComparedSides(TransferSession session, CommandPolicy policy) {
    this.session = session;
    this.policy = policy;
  }

  TransferSession session() {
    return session;
  }

  RedisNode local() {
    return session.local().with(policy);
  }

  RedisNode source() {
    return session.source().with(policy);
  }

  RedisInfo sourceInfo() {
    return policy.send(1, CommandPolicy.Effect.READ, session::sourceInfo);
  }

  /** Returns by how many milliseconds the clock of the source is ahead; 0 if unknown. */
  long clockAhead(Ticker ticker) {
    try {
      Optional<ClockReading> there = ClockReading.of(source(), ticker);
      Optional<ClockReading> here = ClockReading.of(local(), ticker);
      return there.isPresent() && here.isPresent()
          ? there.get().aheadOf(here.get()).remainingTimeMillis()
          : 0;
    } catch (WarmupException e) {
      LOG.debug("Cannot compare the clocks of {} and of this node", session.peer(), e);
      return 0;
    }
  }

  /** Returns why scripts are not even tried; empty if they are. */
  Optional<String> noScripts() {
    if (!mayRunScripts(source(), session.sourceAccess())) {
      return Optional.of("the user of the source may not run scripts");
    }
    return mayRunScripts(local(), session.localAccess())
        ? Optional.empty()
        : Optional.of("the user of the local Redis may not run scripts");
  }

  private static boolean mayRunScripts(RedisNode redis, RedisAccess access) {
    return !access.username().isPresent()
        || new ServerProbe(redis, redis.info("server"), access.username()).mayRunScripts();
  }

  @Override
  public RedisData localData() {
    return session.localData().with(policy);
  }

  @Override
  public RedisData sourceData() {
    return session.sourceData().with(policy);
  }

  @Override
  public RedisData limitedSourceData() {
    return session.limitedSourceData().with(policy);
  }
}
