// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.immutables.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the result of one probe of the local Redis, on a connection of its own. Changes nothing.
 */
@Value.Immutable(builder = false)
public abstract class RedisAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(RedisAnswer.class);

  /** The kind of answer. */
  public enum Answer {
    UP,
    /** Redis is loading its own file and must not be disturbed. */
    LOADING,
    /** Redis answers but refuses access. */
    LOCKED,
    /** The port does not listen: the process is gone. */
    REFUSED,
    /** No answer in time: Redis is frozen, busy or unreachable. */
    SILENT
  }

  /** The commands that drop or exchange whole databases. */
  public static final List<String> EMPTYING =
      Collections.unmodifiableList(Arrays.asList("flushall", "flushdb", "swapdb"));

  RedisAnswer() {}

  /**
   * @param connection opens a connection; this method closes it
   */
  static RedisAnswer with(Supplier<RedisNode> connection) {
    try (RedisNode redis = connection.get()) {
      return at(redis);
    } catch (WarmupException e) {
      return failed(e);
    }
  }

  private static RedisAnswer at(RedisNode redis) {
    try {
      redis.ping();
    } catch (WarmupException e) {
      if (e.reason() == WarmupException.Reason.LOADING) {
        return ImmutableRedisAnswer.of(Answer.LOADING, Optional.of(redis.info()), e.getMessage());
      }
      throw e;
    }
    RedisInfo info = redis.info();
    return info.loading()
        ? ImmutableRedisAnswer.of(Answer.LOADING, Optional.of(info), "")
        : ImmutableRedisAnswer.of(Answer.UP, Optional.of(counted(info, redis)), "");
  }

  /** Adds how often the {@link #EMPTYING} commands were called, if Redis reports it. */
  private static RedisInfo counted(RedisInfo info, RedisNode redis) {
    RedisInfo with = info;
    try {
      RedisInfo statistics = redis.info("commandstats");
      for (String command : EMPTYING) {
        with = with.with(statistics, "cmdstat_" + command);
      }
    } catch (WarmupException e) {
      LOG.debug("Redis does not report which commands it has executed", e);
    }
    return with;
  }

  private static RedisAnswer failed(WarmupException e) {
    return ImmutableRedisAnswer.of(answer(e.reason()), Optional.empty(), e.getMessage());
  }

  private static Answer answer(WarmupException.Reason reason) {
    switch (reason) {
      case REFUSED:
        return Answer.REFUSED;
      case TIME_OUT:
      case UNREACHABLE:
        return Answer.SILENT;
      case LOADING:
        return Answer.LOADING;
      default:
        return Answer.LOCKED;
    }
  }

  public abstract Answer answer();

  /** Returns the INFO of Redis; empty if it did not answer. */
  public abstract Optional<RedisInfo> info();

  /** Returns why Redis is not up, as a sentence; empty if it is up. */
  public abstract String text();

  public boolean up() {
    return answer() == Answer.UP;
  }

  /** Returns whether the port does not listen or does not answer. */
  public boolean down() {
    return answer() == Answer.REFUSED || answer() == Answer.SILENT;
  }
}
