// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.status.LastResortLog;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that another program dropped or exchanged all keys of the local Redis during a run. No
 * client can send such a command through Dynomite.
 */
public final class LocalFlushes {
  private static final Logger LOG = LoggerFactory.getLogger(LocalFlushes.class);

  private static final String TEXT =
      "another program sent FLUSHALL, FLUSHDB or SWAPDB to the local Redis during this run";

  private final Supplier<RedisInfo> commandStats;
  private Optional<RemovalCalls> before = Optional.empty();
  private boolean found;

  /**
   * @param commandStats asks the local Redis for INFO commandstats
   */
  public LocalFlushes(Supplier<RedisInfo> commandStats) {
    this.commandStats = commandStats;
  }

  /**
   * Begins to count here. What was sent before this call is not another program's: the run itself
   * sent it, or it came from a source through the replication stream.
   */
  public void begin() {
    before = calls();
  }

  /** Counts what was sent since the last call of a method of this class. */
  public void check() {
    Optional<RemovalCalls> now = calls();
    boolean sent = before.isPresent() && now.isPresent() && now.get().emptiedSince(before.get());
    if (sent && !found) {
      LOG.warn("Keys were removed here: {}", TEXT);
    }
    found |= sent;
    before = now.isPresent() ? now : before;
  }

  private Optional<RemovalCalls> calls() {
    try {
      return RemovalCalls.of(commandStats.get());
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which commands the local Redis has run", e);
    } catch (RuntimeException | Error e) {
      // RESTORE must not fail because of this.
      LastResortLog.warn(LOG, "Unexpected exception while counting {}", "the commands of Redis", e);
    }
    return Optional.empty();
  }

  /** Returns what was sent, as a clause; empty if nothing was. */
  public Optional<String> found() {
    return found ? Optional.of(TEXT) : Optional.empty();
  }
}
