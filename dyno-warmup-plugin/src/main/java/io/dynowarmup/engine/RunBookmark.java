// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.spi.Bookmark;
import java.util.Optional;
import java.util.OptionalLong;

/** What the transfer of a run notes, with what it is of. */
final class RunBookmark implements Bookmark {
  /** Younger, it could have been restarted since without that showing in its uptime. */
  private static final long LEAST_UPTIME_MILLIS = 3_000;

  private final Run run;
  private final Endpoint source;

  RunBookmark(Run run, Endpoint source) {
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
    Optional<BookmarkFile.Facts> facts = facts(run, source);
    if (facts.isPresent()) {
      run.node().bookmark().keep(facts.get(), note);
    }
  }

  @Override
  public void drop() {
    run.node().bookmark().drop();
  }

  /** Empty where Dynomite does not tell, or is too young. */
  static Optional<BookmarkFile.Facts> facts(Run run, Endpoint source) {
    try {
      DynomiteAdmin admin = run.node().dynomite().admin();
      long uptime = DynomiteBirth.uptimeMillis(admin);
      OptionalLong born = DynomiteBirth.of(admin, run.ticker()).epochMillis();
      RedisInfo local = run.node().redis().info("server");
      return uptime < LEAST_UPTIME_MILLIS
          ? Optional.empty()
          : Optional.of(
              new BookmarkFile.Facts(
                  source,
                  local.get("run_id").orElse(""),
                  born.orElse(run.ticker().epochMillis() - uptime)));
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }
}
