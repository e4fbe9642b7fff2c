// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.ProofReport;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/** What a comparison of two sides that are written to proves. Pure. */
public final class ProofRules {
  /** Markers, probes and the warm-up's own keys. */
  private static final long FEW_KEYS = 16;

  /** For how long a write may be on one side only. */
  private static final double WAY_SECONDS = 0.25;

  /**
   * Of so many sampled keys one may differ: two clients that write the same key through two racks
   * at the same moment leave it different for good.
   */
  private static final long ONE_OF = 200;

  private ProofRules() {}

  /** Why a run whose hand-over held is not WARMED; empty when it is. */
  public static Optional<String> objection(ProofReport report) {
    boolean proven =
        report.counted()
            && report.lost() == 0
            && report.apart() == 0
            && report.different() * ONE_OF <= Math.max(0, report.sampled());
    if (proven) {
      return Optional.empty();
    }
    String text = report.text().isEmpty() ? "not compared with the source" : report.text();
    return Optional.of("the hand-over held, but it is not proven that nothing is missing: " + text);
  }

  /**
   * By how many keys without an expiry the two sides differ beyond what is on its way. Those with
   * an expiry are judged by the sample: each side removes what has expired in its own time.
   *
   * @param there of the source, with section Keyspace
   * @param changesPerSecond of the source
   * @param evicts whether the source evicts keys, which this node then has more of
   */
  static long apart(RedisInfo here, RedisInfo there, double changesPerSecond, boolean evicts) {
    long more = (here.keys() - here.expires()) - (there.keys() - there.expires());
    long allowed = FEW_KEYS + Math.round(changesPerSecond * WAY_SECONDS);
    long apart = evicts ? Math.max(0, -more) : Math.abs(more);
    return apart > allowed ? apart : 0;
  }
}
