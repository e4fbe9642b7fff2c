// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Optional;

/** Recognizes the errors of a master that refuses writes until an operator acts. Pure. */
public final class WriteRefusal {
  private WriteRefusal() {}

  /**
   * Translates an error.
   *
   * @param server the server, for the message
   * @param error the error of a command or a script of this server
   * @return REFUSES_WRITES or OUT_OF_MEMORY; empty for another error
   */
  public static Optional<WarmupException> in(String server, String error) {
    if (error.contains("NOREPLICAS") || error.contains("MISCONF")) {
      return Optional.of(
          new WarmupException(Reason.REFUSES_WRITES, sentence("Redis " + server, error)));
    }
    if (error.contains("OOM command not allowed")) {
      return Optional.of(
          new WarmupException(
              Reason.OUT_OF_MEMORY,
              "Redis " + server + " is out of memory; raise its 'maxmemory', or let it evict"));
    }
    return Optional.empty();
  }

  static String sentence(String redis, String error) {
    if (error.contains("NOREPLICAS")) {
      return noReplicas(redis);
    }
    return error.contains("AOF") ? aof(redis) : bgsave(redis);
  }

  static String noReplicas(String redis) {
    return redis
        + " refuses writes: 'min-replicas-to-write' requires more replicas than it has, and the Redis"
        + " of a Dynomite node has none; set it to 0";
  }

  static String aof(String redis) {
    return redis
        + " refuses writes: its last write to the AOF failed (aof_last_write_status err); see its"
        + " log and the disk of its 'dir'";
  }

  static String bgsave(String redis) {
    return redis
        + " refuses writes: its last BGSAVE failed (rdb_last_bgsave_status err,"
        + " stop-writes-on-bgsave-error yes); see its log and the disk of its 'dir', then BGSAVE, or"
        + " CONFIG SET stop-writes-on-bgsave-error no";
  }
}
