// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.node.dynomite.DynomiteIncarnation;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.state.CheckpointFile;
import java.util.Optional;
import java.util.OptionalLong;

/** Stores the checkpoint of a transfer, with the facts that it applies to. */
public final class RunCheckpoint implements Checkpoint {
  /**
   * Minimum uptime of Dynomite. A younger Dynomite could be restarted without a visible change of
   * its uptime.
   */
  private static final long LEAST_UPTIME_MILLIS = 3_000;

  private final RunContext context;
  private final Endpoint source;

  public RunCheckpoint(RunContext context, Endpoint source) {
    this.context = context;
    this.source = source;
  }

  @Override
  public boolean interrupted() {
    return context.node().checkpoint().wasInterrupted();
  }

  @Override
  public Optional<byte[]> left() {
    return context.node().checkpoint().take();
  }

  @Override
  public void keep(byte[] note) {
    Optional<CheckpointFile.Facts> facts = facts(context, source);
    if (facts.isPresent()) {
      context.node().checkpoint().keep(facts.get(), note);
    }
  }

  @Override
  public void drop() {
    context.node().checkpoint().drop();
  }

  /** Returns the facts; empty if Dynomite does not report its uptime or is too young. */
  public static Optional<CheckpointFile.Facts> facts(RunContext context, Endpoint source) {
    try {
      DynomiteAdmin admin = context.node().dynomite().admin();
      long uptime = DynomiteIncarnation.uptimeMillis(admin).orElse(0);
      OptionalLong born = DynomiteIncarnation.of(admin, context.ticker()).epochMillis();
      RedisInfo local = context.node().redis().info("server");
      return uptime < LEAST_UPTIME_MILLIS
          ? Optional.empty()
          : Optional.of(
              new CheckpointFile.Facts(
                  source, local.runId(), born.orElse(context.ticker().epochMillis() - uptime)));
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }
}
