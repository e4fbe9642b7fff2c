// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/**
 * The source as it was when it was chosen: the process, told by {@code run_id}, and the most keys
 * that it held since, less what expired. Every later look at it is compared with this. A source
 * that was restarted may come back empty or with an old dump, at the same address. Its {@code
 * master_replid} changes with its first replica, so it tells the process only from when the stream
 * flows. Used by one thread.
 */
public final class SourcePin {
  /** A drop of more than this part is a loss, unless expiries or evictions explain it. */
  private static final int CLEAR_PERCENT = 10;

  /** A few keys more or less are traffic. */
  private static final long FEW_KEYS = 8;

  private final String source;
  private final String runId;
  private String replid;
  private boolean streams;
  private long most;
  private long goneThen;
  private long evictedThen;

  /**
   * @param source for messages
   * @param runId empty unknown
   * @param replid empty unknown
   * @param keys that it held then
   */
  public SourcePin(String source, String runId, String replid, long keys) {
    this.source = source;
    this.runId = runId;
    this.replid = replid;
    this.most = keys;
  }

  /**
   * @param info all of the default sections
   */
  public static SourcePin of(String source, RedisInfo info) {
    SourcePin pin = new SourcePin(source, runId(info), info.replication().replid(), info.keys());
    pin.goneThen = gone(info);
    pin.evictedThen = info.getLong("evicted_keys", 0);
    return pin;
  }

  /**
   * Another process at the same address; what it has lost since the first one is still a loss.
   *
   * @param info all of the default sections
   */
  public SourcePin again(RedisInfo info) {
    SourcePin pin = of(source, info);
    pin.most = Math.max(most, pin.most);
    return pin;
  }

  /** For the state file. */
  public String text() {
    return most + " " + (runId.isEmpty() ? "-" : runId) + " " + (replid.isEmpty() ? "-" : replid);
  }

  /** Of {@link #text()}; empty when it is none. */
  public static Optional<SourcePin> parse(String source, String text) {
    String[] fields = text.trim().split(" ");
    if (fields.length != 3 || !fields[0].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new SourcePin(source, known(fields[1]), known(fields[2]), Long.parseLong(fields[0])));
  }

  private static String known(String field) {
    return "-".equals(field) ? "" : field;
  }

  /**
   * A replica is in the stream of the source.
   *
   * @param id that it has from the source
   */
  public void streams(String id) {
    streams = streams || hasReplid(id);
  }

  /** Whether a replica with this replication id has loaded its data to the end. */
  public boolean hasReplid(String id) {
    return !replid.isEmpty() && replid.equals(id);
  }

  /** Whether this is the process that was chosen, as far as the answer tells. */
  public boolean isSame(RedisInfo info) {
    return same(runId, runId(info)) && (!streams || same(replid, info.replication().replid()));
  }

  private static boolean same(String then, String now) {
    return then.isEmpty() || now.isEmpty() || then.equals(now);
  }

  /**
   * Compares one look at the source with what it was.
   *
   * @param info all of the default sections, or the section Replication alone
   * @throws WarmupException SOURCE_FAILED for another process, SOURCE_EMPTIED for one that has lost
   *     more than half of its keys, and neither expiry nor eviction explains it
   */
  public void look(RedisInfo info) {
    if (!isSame(info)) {
      throw new WarmupException(Reason.SOURCE_FAILED, another(info));
    }
    if (!isWhole(info) || info.loading()) {
      return;
    }
    replid = info.replication().replid();
    long lost = lost(info);
    if (lost == 0) {
      // what expires from here on explains nothing of what was there before
      most = info.keys();
      goneThen = gone(info);
    }
    if (lost > most - lost) {
      throw new WarmupException(
          Reason.SOURCE_EMPTIED,
          source
              + " holds "
              + info.keys()
              + " keys, fewer than half of the "
              + most
              + " that it held before in this run, and expiry does not explain it: it was emptied;"
              + " nothing more is removed here on its account");
    }
  }

  private String another(RedisInfo info) {
    boolean restarted = !same(runId, runId(info));
    return source
        + (restarted
            ? " was restarted: its run_id was " + runId + " and is " + runId(info)
            : " has another replication id: it was "
                + replid
                + " and is "
                + info.replication().replid())
        + (isWhole(info) ? "; it held " + most + " keys and holds " + info.keys() : "");
  }

  /**
   * Keys that it has lost since it held most, less what expired or was evicted meanwhile.
   *
   * @param info all of the default sections
   */
  public long lost(RedisInfo info) {
    return Math.max(0, most - info.keys() - Math.max(0, gone(info) - goneThen));
  }

  /**
   * Whether it has evicted keys since it was chosen: this node may have more than it then.
   *
   * @param info all of the default sections
   */
  public boolean evicted(RedisInfo info) {
    return info.getLong("evicted_keys", 0) > evictedThen;
  }

  /** Whether a loss of so many keys is more than traffic explains. */
  public boolean isClear(long lost) {
    return lost > FEW_KEYS && lost > most * CLEAR_PERCENT / 100;
  }

  /** The most keys that it held since it was chosen, less what expired or was evicted since. */
  public long most() {
    return most;
  }

  /** Expired and evicted since it was started. */
  private static long gone(RedisInfo info) {
    return info.getLong("expired_keys", 0) + info.getLong("evicted_keys", 0);
  }

  private static boolean isWhole(RedisInfo info) {
    return !runId(info).isEmpty();
  }

  private static String runId(RedisInfo info) {
    return info.get("run_id").orElse("");
  }

  @Override
  public String toString() {
    return source + " " + text();
  }
}
