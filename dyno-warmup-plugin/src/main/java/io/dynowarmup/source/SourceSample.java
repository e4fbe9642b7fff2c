// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.source.probe.OverlapProbe;
import io.dynowarmup.source.probe.Share;
import java.util.List;
import java.util.Optional;

/**
 * Names of keys that a source had when it was chosen. Another process that answers at its address
 * later may be the same Redis, restarted, or a foreign one. Immutable.
 */
public final class SourceSample {
  /** Fewer keys say nothing. */
  private static final int LEAST_ASKED = 20;

  /** Two foreign data sets may share a name or two. */
  private static final double NOTHING = 0.02;

  private final List<byte[]> keys;

  private SourceSample(List<byte[]> keys) {
    this.keys = keys;
  }

  public static SourceSample of(Candidate chosen) {
    return new SourceSample(chosen.facts().evidence().sample().first(OverlapProbe.MOST_OF_EACH));
  }

  /**
   * Asks which of them are there. A restarted Redis that has its data holds at least some.
   *
   * @param now what answers at its address
   * @return why it is not the same data, after the source's name; empty when it may be
   */
  public Optional<String> objection(RedisNode now) {
    return objection(OverlapProbe.share(now, keys));
  }

  static Optional<String> objection(Share held) {
    return held.of() >= LEAST_ASKED && held.fraction() <= NOTHING
        ? Optional.of(
            "answers as another process and has "
                + held
                + " keys that were seen there before: another Redis has its address, or it came"
                + " back with other data; force=true takes it all the same")
        : Optional.empty();
  }
}
