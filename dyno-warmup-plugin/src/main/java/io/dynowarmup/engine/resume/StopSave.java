// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Saves the data of a node that is being stopped. A Redis that this program stops is shut down with
 * SHUTDOWN SAVE. Another one saves in the background and stays up.
 */
final class StopSave {
  private static final long LIMIT_MILLIS = TimeUnit.MINUTES.toMillis(10);
  private static final long POLL_MILLIS = 100;

  private final EngineHost host;
  private final WarmupConfig config;
  private final RedisNode redis;

  StopSave(EngineHost host, WarmupConfig config, RedisNode redis) {
    this.host = host;
    this.config = config;
    this.redis = redis;
  }

  /** Saves; returns what was done, a sentence. */
  String save() throws InterruptedException {
    return host.redisProcess(config).canStop() ? shutDown() : inBackground();
  }

  private String shutDown() throws InterruptedException {
    List<String> shutdown = Arrays.asList("SHUTDOWN", "SAVE");
    try {
      redis
          .ask(Collections.singletonList(shutdown))
          .get(0)
          .refusal()
          .ifPresent(
              e -> {
                throw notSaved(e.getMessage());
              });
    } catch (WarmupException e) {
      if (!isGone(e)) {
        throw e;
      }
    }
    Deadline limit = Deadline.after(host.ticker(), LIMIT_MILLIS);
    while (!limit.passed()) {
      try {
        redis.ping();
      } catch (WarmupException e) {
        if (e.reason() == Reason.REFUSED) {
          return "Redis has saved its data and ended";
        }
      }
      pause();
    }
    throw notSaved("it has not ended within " + LIMIT_MILLIS / 1_000 + " s");
  }

  private static boolean isGone(WarmupException e) {
    return e.reason() == Reason.CONNECTION_LOST
        || e.reason() == Reason.TIME_OUT
        || e.reason() == Reason.REFUSED;
  }

  private String inBackground() throws InterruptedException {
    Deadline limit = Deadline.after(host.ticker(), LIMIT_MILLIS);
    awaitSaved(limit);
    long since = TimeUnit.MICROSECONDS.toSeconds(redis.timeMicros().orElse(Long.MAX_VALUE));
    boolean answered = beginSave();
    RedisInfo saved = awaitSaved(limit);
    if (!saved.get("rdb_last_bgsave_status").filter("ok"::equals).isPresent()) {
      throw notSaved("rdb_last_bgsave_status is not ok, see the log of Redis");
    }
    if (!answered && saved.getLong("rdb_last_save_time", 0) < since) {
      throw notSaved("it has not answered BGSAVE");
    }
    return "Redis has saved its data and can be stopped now";
  }

  /** Returns false if Redis did not answer in time, as while it forks. */
  private boolean beginSave() {
    try {
      redis
          .ask(Collections.singletonList(Collections.singletonList("BGSAVE")))
          .get(0)
          .refusal()
          .ifPresent(
              e -> {
                throw notSaved(e.getMessage());
              });
      return true;
    } catch (WarmupException e) {
      if (e.reason() != Reason.TIME_OUT) {
        throw e;
      }
      return false;
    }
  }

  /** A Redis with much data, or on a busy machine, may not answer for seconds while it forks. */
  private RedisInfo awaitSaved(Deadline limit) throws InterruptedException {
    Patience patience = Patience.withLocal(host.ticker(), config.stallMillis());
    Optional<RedisInfo> info = persistence(patience);
    while (!info.isPresent() || info.get().getLong("rdb_bgsave_in_progress", 0) != 0) {
      if (limit.passed()) {
        throw notSaved("its BGSAVE has not ended within " + LIMIT_MILLIS / 1_000 + " s");
      }
      pause();
      info = persistence(patience);
    }
    return info.get();
  }

  private Optional<RedisInfo> persistence(Patience patience) {
    try {
      RedisInfo info = redis.info("persistence");
      patience.worked();
      return Optional.of(info);
    } catch (WarmupException e) {
      if (!patience.mayPass(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void pause() throws InterruptedException {
    host.pause().millis(POLL_MILLIS, CancelSignal.never());
  }

  private WarmupException notSaved(String why) {
    return new WarmupException(
        Reason.REDIS_ERROR,
        "the node takes no traffic (Dynomite STANDBY), but its Redis has not saved its data: "
            + why
            + "; 'start' puts the node back into service");
  }
}
