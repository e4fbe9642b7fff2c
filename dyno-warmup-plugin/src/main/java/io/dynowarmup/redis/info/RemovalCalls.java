// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Counts from INFO commandstats how often a Redis ran commands that remove keys: commands of
 * clients, and commands that remove all keys. This distinguishes a loss from deletions by clients.
 * Immutable.
 */
public final class RemovalCalls {
  /** The number of keys that one call may remove, because one DEL can name many keys. */
  private static final long KEYS_OF_A_CALL = 100;

  /**
   * Commands that remove a key, or may. A store whose result is empty removes its destination;
   * unions are left out, because theirs is hardly ever empty, as are SORT and GEORADIUS, which
   * usually store nothing.
   */
  private static final Set<String> OF_CLIENTS =
      set(
          "del delex unlink getdel expire pexpire expireat pexpireat getex rename renamenx"
              + " lpop rpop blpop brpop lmpop blmpop rpoplpush brpoplpush lmove blmove lrem ltrim"
              + " spop srem smove hdel hgetdel zrem zpopmin zpopmax bzpopmin bzpopmax zmpop bzmpop"
              + " zremrangebyscore zremrangebyrank zremrangebylex"
              + " sinterstore sdiffstore zinterstore zdiffstore zrangestore geosearchstore");

  /** The commands that remove keys without the knowledge of the cluster. */
  private static final Set<String> FLUSHES = set("flushall flushdb swapdb migrate move");

  /** The commands that take all keys of a database away at once. */
  private static final Set<String> EMPTYING = set("flushall flushdb swapdb");

  /** The commands that may replace all keys. */
  private static final Set<String> REPLACING =
      set("flushall flushdb swapdb debug slaveof replicaof");

  private static final Set<String> WHOLESALE =
      set("flushall flushdb swapdb migrate move debug slaveof replicaof");

  private final long ofClients;
  private final long wholesale;
  private final long flushes;
  private final long emptying;
  private final long replacing;
  private final long infos;

  private RemovalCalls(RedisInfo info) {
    this.ofClients = sum(info, OF_CLIENTS);
    this.wholesale = sum(info, WHOLESALE);
    this.flushes = sum(info, FLUSHES);
    this.emptying = sum(info, EMPTYING);
    this.replacing = sum(info, REPLACING);
    this.infos = info.commandCounter("info", "calls").orElse(0);
  }

  private static Set<String> set(String names) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(names.split(" "))));
  }

  /**
   * Reads the counts.
   *
   * @param info INFO with the section Commandstats
   * @return the counts; empty if the server does not report them
   */
  public static Optional<RemovalCalls> of(RedisInfo info) {
    boolean told = info.get("cmdstat_info").isPresent();
    return told ? Optional.of(new RemovalCalls(info)) : Optional.empty();
  }

  private static long sum(RedisInfo info, Set<String> commands) {
    return commands.stream().mapToLong(c -> info.commandCounter(c, "calls").orElse(0)).sum();
  }

  /**
   * Returns whether deletions by clients explain the loss and no other command removed keys.
   *
   * @param before earlier counts of the same process
   */
  public boolean explain(long lost, RemovalCalls before) {
    long deletions = ofClients - before.sinceReset(this, before.ofClients);
    return wholesale == before.sinceReset(this, before.wholesale)
        && lost <= deletions * KEYS_OF_A_CALL;
  }

  /**
   * Returns whether a database was flushed or swapped.
   *
   * @param before earlier counts of the same process
   */
  public boolean emptiedSince(RemovalCalls before) {
    return emptying > before.sinceReset(this, before.emptying);
  }

  /**
   * Returns whether a command was run that may have replaced all keys.
   *
   * @param before earlier counts of the same process
   */
  public boolean mayHaveReplacedSince(RemovalCalls before) {
    return replacing > before.sinceReset(this, before.replacing);
  }

  /**
   * Returns an earlier count, or 0 if CONFIG RESETSTAT has reset the counts since. A command before
   * the reset is then unknown. Reading the counts counts as well, so fewer calls of INFO mean a
   * reset.
   */
  private long sinceReset(RemovalCalls now, long count) {
    return now.infos < infos ? 0 : count;
  }

  /**
   * Returns whether deletions by clients since the start of the process explain that so many keys
   * are gone: one call for each key, and no command that removes keys without the cluster. A call
   * that names many keys counts as one, because too few removals are better than too many.
   */
  public boolean explainAll(long lost) {
    return flushes == 0 && lost <= ofClients;
  }

  @Override
  public String toString() {
    return "deletions: " + ofClients + "; FLUSHALL, FLUSHDB, SWAPDB, MIGRATE and MOVE: " + flushes;
  }
}
