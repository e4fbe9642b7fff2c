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

/** What the transfer of a run notes, with what it is of. */
final class RunCheckpoint implements Checkpoint {
  /** Younger, it could have been restarted since without that showing in its uptime. */
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

  /** Empty where Dynomite does not tell, or is too young. */
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
