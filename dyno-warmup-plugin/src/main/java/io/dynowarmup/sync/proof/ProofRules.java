// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides what a comparison of two sides that are written to proves. Pure functions. */
public final class ProofRules {
  /** Allows for markers, probes and the warm-up's own keys. */
  private static final long FEW_KEYS = 16;

  /** The least and the most time for which a write may be on one side only, in seconds. */
  private static final double LEAST_WAY_SECONDS = 0.25;

  private static final double MOST_WAY_SECONDS = 2;

  /** Dynomite's delay varies, so a write may take half as long again as the measured one. */
  private static final double SPREAD = 1.5;

  /** Caches that evict alike may differ by one of this many keys. */
  static final long ONE_OF_A_CACHE = 10;

  /**
   * One of this many sampled keys may differ. Two clients that write the same key through two racks
   * at the same moment leave it different permanently. A key that is missing here counts twice,
   * because only half of the sample can contain it.
   */
  private static final long ONE_OF = 200;

  private ProofRules() {}

  /** Returns why a run whose hand-over succeeded is not WARMED; empty if it is. */
  public static Optional<String> objection(ProofReport report) {
    boolean proven =
        report.counted()
            && report.lost() == 0
            && report.apart() == 0
            && !report.unanswered()
            && namesAgree(report)
            && (report.sampled().orElse(0) > 0 || hasMost(report))
            && (report.different() + report.missing()) * ONE_OF <= report.sampled().orElse(0);
    if (proven) {
      return Optional.empty();
    }
    String text = report.text().isEmpty() ? "not compared with the source" : report.text();
    return Optional.of(
        "the hand-over succeeded, but it is not proven that nothing is missing: " + text);
  }

  /**
   * Returns by how many of the compared names the two sides differ; 0 if it is within the rules for
   * keys that two clients write at the same moment.
   *
   * @param evictions whether this node may lack a tenth of the names
   */
  static long apart(PartNames names, Evictions evictions) {
    long all = Math.max(names.here(), names.there());
    long evicted = evictions == Evictions.NONE ? 0 : all / ONE_OF_A_CACHE;
    long apart = Math.max(0, names.onOneSide() - evicted);
    return apart <= Math.min(FEW_KEYS, all / ONE_OF) ? 0 : apart;
  }

  /**
   * Names of random keys that were looked up have to agree, even if values were sampled earlier. A
   * user that may not even look up names leaves the numbers of keys.
   */
  private static boolean namesAgree(ProofReport report) {
    return report.onOneSide() * ONE_OF <= report.named().orElse(0);
  }

  /**
   * Without a sample, the number of keys is all that is known of those with an expiry. Each side
   * removes these in its own time, so a tenth may differ.
   */
  private static boolean hasMost(ProofReport report) {
    return report.keysHere().getAsLong() + FEW_KEYS >= report.keysThere().getAsLong() * 9 / 10;
  }

  /**
   * Returns for how long a write may be on one side only, in seconds.
   *
   * @param measuredMillis the longest time of a marker from a peer through the source to this node;
   *     empty if not measured
   */
  static double secondsOnTheWay(OptionalLong measuredMillis) {
    double measured = SPREAD * measuredMillis.orElse(0) / 1_000;
    return Math.min(MOST_WAY_SECONDS, Math.max(LEAST_WAY_SECONDS, measured));
  }

  /**
   * Returns by how many keys without an expiry the two sides differ, beyond the writes on their
   * way. Keys with an expiry are judged by the sample, because each side removes expired keys in
   * its own time.
   *
   * @param there INFO of the source, including the section Keyspace
   * @param onTheWay number of changes that may be on one side only
   * @param ownKeys whether this node may have more keys
   * @param evictions which keys this node may have evicted
   */
  static long apart(
      RedisInfo here, RedisInfo there, double onTheWay, boolean ownKeys, Evictions evictions) {
    long more = (here.keys() - here.expires()) - (there.keys() - there.expires());
    long allowed = FEW_KEYS + Math.round(onTheWay);
    long evictable = there.keys() / ONE_OF_A_CACHE;
    long apart = ownKeys ? Math.max(0, -more) : Math.abs(more);
    if (apart > allowed + (evictions == Evictions.ALL ? evictable : 0)) {
      return apart;
    }
    long fewer = there.keys() - here.keys();
    return evictions != Evictions.NONE && fewer > allowed + evictable ? fewer : 0;
  }
}
