// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.spi.RemovalLimit;
import io.dynowarmup.sync.KeyName;
import java.util.Optional;

/**
 * Removals that none of the other peers was asked about, although there are others: a tenth of the
 * keys of this node at most. A source that lacks more may have lost them. Pure.
 */
final class UnaskedRemovals {
  private final boolean bounded;
  private long left = Long.MAX_VALUE;
  private boolean begun;
  private long kept;
  private String example = "";

  /**
   * @param bounded false: the source is the only other copy, or a person has chosen it
   */
  UnaskedRemovals(boolean bounded) {
    this.bounded = bounded;
  }

  /** The numbers of keys before the first removal; what comes later changes nothing. */
  void begin(long keysHere, long keysThere) {
    if (bounded && !begun) {
      begun = true;
      left = RemovalLimit.of(keysHere, keysThere);
    }
  }

  /** Whether one more key may go. */
  boolean may(int database, byte[] key) {
    if (left > 0) {
      left--;
      return true;
    }
    if (kept++ == 0) {
      example = KeyName.of(database, key);
    }
    return false;
  }

  /** What was kept, as a sentence; keys that are looked at in two passes count twice. */
  Optional<String> sentence(Object source) {
    return kept == 0
        ? Optional.empty()
        : Optional.of(
            "about "
                + kept
                + " keys that "
                + source
                + " does not have, such as "
                + example
                + ", were kept here: that is more than "
                + RemovalLimit.MOST_PERCENT
                + " % of this node's keys, and no other peer could be asked whether it has them;"
                + " start again when another peer is back, or name the right copy with --source");
  }
}
