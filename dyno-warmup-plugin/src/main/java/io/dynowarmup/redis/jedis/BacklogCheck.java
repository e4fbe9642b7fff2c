// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;

/**
 * Checks just before PSYNC whether the server's backlog reaches back. A server whose backlog does
 * not reach back forks, so the check wants a reserve for what is written until PSYNC arrives.
 */
final class BacklogCheck {
  /** The least part of the backlog that must be left. */
  private static final int LEAST_PART = 16;

  /** PSYNC may take so many times longer than a round trip. */
  private static final int ROUND_TRIPS = 20;

  private final Commands commands;
  private final String replid;
  private final long offset;

  BacklogCheck(Commands commands, String replid, long offset) {
    this.commands = commands;
    this.replid = replid;
    this.offset = offset;
  }

  /**
   * Sends INFO on the connection of the stream.
   *
   * @throws WarmupException SYNC_BROKEN if the server cannot continue, or only just
   */
  void require() {
    ReplicationInfo first = read();
    if (2 * first.backlogLeft(offset) >= first.backlogSize()) {
      return;
    }
    // If little is written, less than half of the backlog is enough.
    ReplicationInfo second = read();
    long written = second.masterOffset().orElse(0) - first.masterOffset().orElse(0);
    long wanted = Math.max(first.backlogSize() / LEAST_PART, ROUND_TRIPS * written);
    if (second.backlogLeft(offset) < wanted) {
      throw refused();
    }
  }

  private ReplicationInfo read() {
    RedisInfo info = RedisInfo.parse(commands.text(Command.of("INFO", "replication")));
    ReplicationInfo replication = info.replication();
    if (!replication.canContinue(replid, offset)) {
      throw refused();
    }
    return replication;
  }

  private WarmupException refused() {
    return new WarmupException(
        Reason.SYNC_BROKEN,
        "Redis "
            + commands.channel().endpoint()
            + " cannot continue its replication stream at offset "
            + offset
            + ": it has another replication id, or its repl-backlog-size is too small for the"
            + " writes since then and until it is asked");
  }
}
