// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds the result of one probe of the local Redis, on a connection of its own. Changes nothing.
 */
public final class RedisAnswer {
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

  private final Answer answer;
  private final RedisInfo info;
  private final String text;

  private RedisAnswer(Answer answer, RedisInfo info, String text) {
    this.answer = answer;
    this.info = info;
    this.text = text;
  }

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
        return new RedisAnswer(Answer.LOADING, redis.info(), e.getMessage());
      }
      throw e;
    }
    RedisInfo info = redis.info();
    return new RedisAnswer(info.loading() ? Answer.LOADING : Answer.UP, info, "");
  }

  private static RedisAnswer failed(WarmupException e) {
    switch (e.reason()) {
      case REFUSED:
        return new RedisAnswer(Answer.REFUSED, null, e.getMessage());
      case TIME_OUT:
      case UNREACHABLE:
        return new RedisAnswer(Answer.SILENT, null, e.getMessage());
      case LOADING:
        return new RedisAnswer(Answer.LOADING, null, e.getMessage());
      default:
        return new RedisAnswer(Answer.LOCKED, null, e.getMessage());
    }
  }

  public Answer answer() {
    return answer;
  }

  public boolean up() {
    return answer == Answer.UP;
  }

  /** Returns whether the port does not listen or does not answer. */
  public boolean down() {
    return answer == Answer.REFUSED || answer == Answer.SILENT;
  }

  /** Returns the INFO of Redis; empty if it did not answer. */
  public Optional<RedisInfo> info() {
    return Optional.ofNullable(info);
  }

  /** Returns why Redis is not up, as a sentence; empty if it is up. */
  public String text() {
    return text;
  }
}
