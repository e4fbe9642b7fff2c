// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.source.probe.OverlapProbe;
import io.dynowarmup.source.probe.Share;
import java.util.List;
import java.util.Optional;

/**
 * Names of keys that a source had when it was chosen. If another process answers at its address
 * later, they show whether it is the same Redis after a restart or a different one. Immutable.
 */
public final class SourceSample {
  /** Least number of keys for a conclusion. */
  private static final int LEAST_ASKED = 20;

  /**
   * Largest share that counts as nothing in common: two unrelated data sets may share a few names.
   */
  private static final double NOTHING = 0.02;

  private final List<byte[]> keys;

  private SourceSample(List<byte[]> keys) {
    this.keys = keys;
  }

  public static SourceSample of(Candidate chosen) {
    return new SourceSample(chosen.facts().evidence().sample().first(OverlapProbe.MOST_OF_EACH));
  }

  /** Returns the names of the keys. */
  public List<byte[]> keys() {
    return keys;
  }

  /**
   * Asks which of the keys exist. A restarted Redis with its data has at least some of them.
   *
   * @param now the server that answers at the source's address
   * @return why the data differs, as a text that follows the source's name; empty if it may be the
   *     same
   */
  public Optional<String> objection(RedisNode now) {
    return objection(heldBy(now));
  }

  /** Returns the share of the keys that the Redis has. */
  public Share heldBy(RedisNode now) {
    return OverlapProbe.share(now, keys);
  }

  static Optional<String> objection(Share held) {
    return held.of() >= LEAST_ASKED && held.fraction() <= NOTHING
        ? Optional.of(
            "answers as another process and has "
                + held
                + " keys that were seen there before: another Redis has its address, or it came"
                + " back with other data; force=true takes it anyway")
        : Optional.empty();
  }
}
