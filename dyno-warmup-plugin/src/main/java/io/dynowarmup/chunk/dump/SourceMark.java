// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Shows whether a Redis still holds the data that it held when a dump began. Immutable. */
final class SourceMark {
  /** The commands that replace all keys, or remove those of a database. */
  private static final List<String> REPLACING =
      Arrays.asList("flushall", "flushdb", "swapdb", "slaveof", "replicaof", "failover");

  private static final List<String> CHANGES =
      Arrays.asList(
          "was restarted, and may have lost data,",
          "has another replication id than before, and may hold other data,",
          "was warmed by a run, which has changed its keys,",
          "was flushed, or made a replica,");

  private final List<String> parts;

  private SourceMark(List<String> parts) {
    this.parts = parts;
  }

  /**
   * @param info INFO with the reserved keys
   * @param stats INFO commandstats; without counts, flushes are not noticed
   */
  static SourceMark of(RedisInfo info, RedisInfo stats) {
    long calls =
        REPLACING.stream().mapToLong(c -> stats.commandCounter(c, "calls").orElse(0)).sum();
    return new SourceMark(
        Arrays.asList(
            info.runId(),
            info.replication().replid(),
            run(info) + record(info),
            Long.toString(calls)));
  }

  private static String run(RedisInfo info) {
    return info.nodeClaim().filter(c -> c.in(info.runId())).isPresent() ? "run " : "";
  }

  /** A record that only confirms an earlier warm-up says the same as none. */
  private static String record(RedisInfo info) {
    return info.nodeRecord()
        .filter(r -> !r.warm(info.runId()) || r.isOfWarmUp(info.runId()))
        .map(Object::toString)
        .orElse("");
  }

  /** Returns what has happened to the Redis, a part of a sentence; empty if nothing has. */
  Optional<String> changedSince(SourceMark before) {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).equals(before.parts.get(i))) {
        return Optional.of(CHANGES.get(i));
      }
    }
    return Optional.empty();
  }

  /** Returns one line for each part. */
  @Override
  public String toString() {
    return String.join("\n", parts);
  }
}
