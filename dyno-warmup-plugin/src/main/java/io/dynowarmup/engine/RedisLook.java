// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.redis.RedisNode;
import java.util.Optional;
import java.util.function.Supplier;

/** One look at the local Redis, on a connection of its own. Changes nothing. */
final class RedisLook {
  /** What came back. */
  enum Answer {
    UP,
    /** It reads its own file, and nobody may disturb it. */
    LOADING,
    /** It answers, and does not let us in. */
    LOCKED,
    /** Nobody listens: the process is gone. */
    NOBODY,
    /** No answer in time: frozen, busy, or out of reach. */
    SILENT
  }

  private final Answer answer;
  private final RedisInfo info;
  private final String text;

  private RedisLook(Answer answer, RedisInfo info, String text) {
    this.answer = answer;
    this.info = info;
    this.text = text;
  }

  /**
   * @param connection opened here, and closed
   */
  static RedisLook with(Supplier<RedisNode> connection) {
    try (RedisNode redis = connection.get()) {
      return at(redis);
    } catch (WarmupException e) {
      return failed(e);
    }
  }

  private static RedisLook at(RedisNode redis) {
    try {
      redis.ping();
    } catch (WarmupException e) {
      if (e.reason() == WarmupException.Reason.LOADING) {
        return new RedisLook(Answer.LOADING, redis.info(), e.getMessage());
      }
      throw e;
    }
    RedisInfo info = redis.info();
    return new RedisLook(info.loading() ? Answer.LOADING : Answer.UP, info, "");
  }

  private static RedisLook failed(WarmupException e) {
    switch (e.reason()) {
      case REFUSED:
        return new RedisLook(Answer.NOBODY, null, e.getMessage());
      case TIME_OUT:
      case UNREACHABLE:
        return new RedisLook(Answer.SILENT, null, e.getMessage());
      case LOADING:
        return new RedisLook(Answer.LOADING, null, e.getMessage());
      default:
        return new RedisLook(Answer.LOCKED, null, e.getMessage());
    }
  }

  Answer answer() {
    return answer;
  }

  boolean up() {
    return answer == Answer.UP;
  }

  /** Nobody listens, or nobody answers. */
  boolean down() {
    return answer == Answer.NOBODY || answer == Answer.SILENT;
  }

  /** What it said of itself; empty when it did not. */
  Optional<RedisInfo> info() {
    return Optional.ofNullable(info);
  }

  /** Why it is not up, in a sentence. */
  String text() {
    return text;
  }
}
