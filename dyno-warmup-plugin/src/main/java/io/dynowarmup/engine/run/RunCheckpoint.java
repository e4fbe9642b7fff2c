// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.node.DynomiteIncarnation;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.state.CheckpointFile;
import java.util.Optional;
import java.util.OptionalLong;

/** Stores the checkpoint of a transfer, with the facts that it applies to. */
final class RunCheckpoint implements Checkpoint {
  /**
   * Minimum uptime of Dynomite. A younger Dynomite could be restarted without a visible change of
   * its uptime.
   */
  private static final long LEAST_UPTIME_MILLIS = 3_000;

  private final Run run;
  private final Endpoint source;

  RunCheckpoint(Run run, Endpoint source) {
    this.run = run;
    this.source = source;
  }

  @Override
  public boolean interrupted() {
    return run.node().bookmark().wasInterrupted();
  }

  @Override
  public Optional<byte[]> left() {
    return run.node().bookmark().take();
  }

  @Override
  public void keep(byte[] note) {
    Optional<CheckpointFile.Facts> facts = facts(run, source);
    if (facts.isPresent()) {
      run.node().bookmark().keep(facts.get(), note);
    }
  }

  @Override
  public void drop() {
    run.node().bookmark().drop();
  }

  /** Returns the facts; empty if Dynomite does not tell its uptime or is too young. */
  static Optional<CheckpointFile.Facts> facts(Run run, Endpoint source) {
    try {
      DynomiteAdmin admin = run.node().dynomite().admin();
      long uptime = DynomiteIncarnation.uptimeMillis(admin);
      OptionalLong born = DynomiteIncarnation.of(admin, run.ticker()).epochMillis();
      RedisInfo local = run.node().redis().info("server");
      return uptime < LEAST_UPTIME_MILLIS
          ? Optional.empty()
          : Optional.of(
              new CheckpointFile.Facts(
                  source,
                  local.get("run_id").orElse(""),
                  born.orElse(run.ticker().epochMillis() - uptime)));
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }
}
