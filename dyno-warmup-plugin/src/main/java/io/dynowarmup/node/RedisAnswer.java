// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import java.util.function.Supplier;

/** One look at the local Redis, on a connection of its own. Changes nothing. */
public final class RedisAnswer {
  /** What came back. */
  public enum Answer {
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

  private RedisAnswer(Answer answer, RedisInfo info, String text) {
    this.answer = answer;
    this.info = info;
    this.text = text;
  }

  /**
   * @param connection opened here, and closed
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
        return new RedisAnswer(Answer.NOBODY, null, e.getMessage());
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

  /** Nobody listens, or nobody answers. */
  public boolean down() {
    return answer == Answer.NOBODY || answer == Answer.SILENT;
  }

  /** What it said of itself; empty when it did not. */
  public Optional<RedisInfo> info() {
    return Optional.ofNullable(info);
  }

  /** Why it is not up, in a sentence. */
  public String text() {
    return text;
  }
}
