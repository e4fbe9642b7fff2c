// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/**
 * Identifies the source as it was when it was chosen and detects that it changed. It holds the
 * process ({@code run_id}) and the largest number of keys since then, less those that expired.
 * Every later probe of the source is compared with it.
 *
 * <p>A restarted source may come back at the same address empty or with an old dump. Its {@code
 * master_replid} changes when its first replica connects, so it identifies the process only once
 * the stream flows. Used by one thread.
 */
public final class SourcePin {
  /** A loss above this percentage is clear unless expiry or eviction explains it. */
  private static final int CLEAR_PERCENT = 10;

  /** A difference of a few keys is normal traffic. */
  private static final long FEW_KEYS = 16;

  private final String source;
  private final String runId;
  private String replid;
  private boolean streams;
  private boolean streamed;
  private long most;
  private long mostServed;
  private GoneKeys gone = GoneKeys.UNKNOWN;
  private long syncs;
  private String syncsOf = "";

  /**
   * Creates a pin.
   *
   * @param source the source, for messages
   * @param runId {@code run_id} of the source; empty if unknown
   * @param replid {@code master_replid} of the source; empty if unknown
   * @param keys number of keys at the source at that time
   */
  public SourcePin(String source, String runId, String replid, long keys) {
    this.source = source;
    this.runId = runId;
    this.replid = replid;
    this.most = keys;
  }

  /**
   * Returns a pin for the source as this INFO describes it.
   *
   * @param source the source, for messages
   * @param info all default sections of INFO
   */
  public static SourcePin of(String source, RedisInfo info) {
    SourcePin pin = new SourcePin(source, info.runId(), info.replication().replid(), info.keys());
    pin.mostServed = info.servedKeys();
    pin.gone = GoneKeys.of(info);
    return pin;
  }

  /**
   * Returns a pin for the process that is at the same address now. Keys lost since the source was
   * first chosen still count as lost. Expiry since then explains a loss only in the same process,
   * because a new one counts its expired keys from 0, and not for a pin from a state file, which
   * has no such counts.
   *
   * @param info all default sections of INFO
   */
  public SourcePin again(RedisInfo info) {
    SourcePin pin = of(source, info);
    pin.most = Math.max(most, pin.most);
    pin.mostServed = Math.max(mostServed, pin.mostServed);
    pin.syncs = syncs;
    pin.syncsOf = syncsOf;
    pin.streamed = streamed;
    if (gone.isKnown() && pin.runId.equals(runId)) {
      pin.gone = gone;
    }
    return pin;
  }

  /** Records how many full syncs this process has begun for this node in this run. */
  public void syncs(RedisInfo info, long number) {
    syncs = number;
    syncsOf = info.runId();
  }

  /** Returns how many full syncs this process has begun for this node in this run. */
  public long syncs(RedisInfo info) {
    return syncsOf.equals(info.runId()) ? syncs : 0;
  }

  /** Returns the pin as text for the state file. */
  public String text() {
    return most + " " + (runId.isEmpty() ? "-" : runId) + " " + (replid.isEmpty() ? "-" : replid);
  }

  /** Parses the result of {@link #text()}; empty if the text is not valid. */
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
   * Records that a replica receives the stream of the source. A different replication id is
   * ignored.
   *
   * @param id the replication id that the replica has from the source
   */
  public void streams(String id) {
    streams = streams || hasReplid(id);
    streamed |= streams;
  }

  /** Returns whether all data of the source had arrived here at some time in this run. */
  public boolean streamed() {
    return streamed;
  }

  /**
   * Returns whether this is the replication id of the source. A replica with this id has loaded its
   * data completely.
   */
  public boolean hasReplid(String id) {
    return !replid.isEmpty() && replid.equals(id);
  }

  /**
   * Returns whether the answer comes from the chosen process. Ids that the answer does not contain
   * are not compared.
   */
  public boolean isSame(RedisInfo info) {
    return same(runId, info.runId()) && (!streams || same(replid, info.replication().replid()));
  }

  /**
   * Returns whether the answer comes from another process with another history. A process whose
   * former replication id is that of the source continues its history.
   */
  public boolean isForeign(RedisInfo info) {
    return !same(runId, info.runId()) && !hasReplid(info.get("master_replid2").orElse(""));
  }

  private static boolean same(String then, String now) {
    return then.isEmpty() || now.isEmpty() || then.equals(now);
  }

  /**
   * Compares one probe of the source with its earlier state.
   *
   * @param info all default sections of INFO, or the section Replication alone
   * @throws WarmupException SOURCE_FAILED if it is another process; SOURCE_EMPTIED if it has lost
   *     more than half of its keys, and more than clients may have deleted of a small data set, and
   *     neither expiry nor eviction explains the loss
   */
  public void check(RedisInfo info) {
    if (!isSame(info)) {
      throw new WarmupException(Reason.SOURCE_FAILED, another(info));
    }
    if (!isWhole(info) || info.loading()) {
      return;
    }
    replid = info.replication().replid();
    long lost = lost(info);
    if (lost == 0) {
      // Later expiry does not explain an earlier loss.
      most = info.keys();
      mostServed = info.servedKeys();
      gone = GoneKeys.of(info).keepingEvictedOf(gone);
    }
    boolean many = lost > FEW_KEYS || info.servedKeys() == 0 && !KeyShare.mayPass(lost);
    if (many && KeyShare.isLessThanHalf(most - lost, most)) {
      throw new WarmupException(
          Reason.SOURCE_EMPTIED,
          source
              + " holds "
              + held(info)
              + ", fewer than half of the "
              + most
              + " that it held before in this run, and expiry does not explain it: it "
              + (info.servedKeys() == 0 ? "was emptied" : "has lost " + Units.keys(lost))
              + "; nothing more is removed here because of it");
    }
  }

  /** Returns the number of keys as text, with that of database 0 if its keys are elsewhere now. */
  public String held(RedisInfo info) {
    return lostServed(info) > lostInAll(info)
        ? Units.keys(info.keys())
            + ", only "
            + info.servedKeys()
            + " of them in database 0 (SWAPDB, MOVE)"
        : Units.keys(info.keys());
  }

  private String another(RedisInfo info) {
    boolean restarted = !same(runId, info.runId());
    return source
        + (restarted
            ? " was restarted: its run_id was " + runId + " and is " + info.runId()
            : " has another replication id: it was "
                + replid
                + " and is "
                + info.replication().replid())
        + (isWhole(info) ? "; it held " + Units.keys(most) + " and holds " + info.keys() : "");
  }

  /**
   * Returns the number of keys that the source has lost since its maximum, less those that expired
   * or were evicted. Keys that left database 0 are lost too: Dynomite serves no other database.
   *
   * @param info all default sections of INFO
   */
  public long lost(RedisInfo info) {
    return Math.max(lostInAll(info), lostServed(info));
  }

  private long lostInAll(RedisInfo info) {
    return unexplained(most - info.keys(), info);
  }

  private long lostServed(RedisInfo info) {
    return unexplained(mostServed - info.servedKeys(), info);
  }

  private long unexplained(long fewer, RedisInfo info) {
    return Math.max(0, fewer - gone.since(info));
  }

  /**
   * Returns whether the source has evicted keys since it was chosen. If so, this node may hold more
   * keys than the source.
   *
   * @param info all default sections of INFO
   */
  public boolean evicted(RedisInfo info) {
    return gone.evictedSince(info) > 0;
  }

  /**
   * Returns whether the source has lost so many of its keys, or of those in database 0, since it
   * was chosen that it may remove none as the only other copy; see {@link RemovalLimit#ofOnlyCopy}.
   *
   * @param info all default sections of INFO
   */
  public boolean hasLostTooMany(RedisInfo info) {
    return RemovalLimit.ofOnlyCopy(most, most - lostInAll(info)) == 0
        || RemovalLimit.ofOnlyCopy(mostServed, mostServed - lostServed(info)) == 0;
  }

  /**
   * Returns whether a loss of this many keys exceeds what traffic explains: more than 16 keys and
   * more than 10 % of the maximum.
   */
  public boolean isClear(long lost) {
    return lost > FEW_KEYS && lost > most * CLEAR_PERCENT / 100;
  }

  /**
   * Returns the largest number of keys at the source since it was chosen, less those that expired
   * or were evicted since.
   */
  public long most() {
    return most;
  }

  private static boolean isWhole(RedisInfo info) {
    return !info.runId().isEmpty();
  }

  @Override
  public String toString() {
    return source + " " + text();
  }
}
