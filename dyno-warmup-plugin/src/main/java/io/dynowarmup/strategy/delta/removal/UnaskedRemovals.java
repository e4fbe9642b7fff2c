// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import io.dynowarmup.spi.RemovalLimit;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/**
 * Limits removals that no other peer could be asked about, as {@link RemovalLimit} says. A source
 * that lacks many of this node's keys may have lost them.
 */
public final class UnaskedRemovals {
  private final boolean bounded;
  private final boolean onlyCopy;
  private boolean none;
  private long left = Long.MAX_VALUE;
  private long usual = Long.MAX_VALUE;
  private long removed;
  private boolean begun;
  private String sourceLost = "";
  private final KeptKeys kept = new KeptKeys();

  /**
   * Creates a limit.
   *
   * @param bounded whether the cluster has other copies, and no operator has chosen among them
   */
  public UnaskedRemovals(boolean bounded) {
    this(bounded, false);
  }

  /**
   * Creates a limit.
   *
   * @param bounded whether the cluster has other copies, and no operator has chosen among them
   * @param onlyCopy whether the source is the only other copy, and no operator has chosen it
   */
  public UnaskedRemovals(boolean bounded, boolean onlyCopy) {
    this.bounded = bounded;
    this.onlyCopy = onlyCopy && !bounded;
  }

  /** Returns the limit of a transfer. What was deleted since a dump is removed without one. */
  public static UnaskedRemovals of(TransferContext context) {
    boolean limited = !context.holdsDump();
    return new UnaskedRemovals(limited && context.otherCopies(), limited && context.onlyCopy())
        .none(context.lacksKeys());
  }

  /**
   * @param wanted whether no key is removed, because the source lacks many and nothing explains it
   */
  public UnaskedRemovals none(boolean wanted) {
    none = wanted;
    return this;
  }

  /** Sets the numbers of keys before the first removal; later calls have no effect. */
  public void begin(long keysHere, long keysThere) {
    if (!begun) {
      begun = true;
      usual = RemovalLimit.of(keysHere, keysHere);
      if (none) {
        left = 0;
      } else if (bounded) {
        left = RemovalLimit.of(keysHere, keysThere);
      } else if (onlyCopy) {
        left = RemovalLimit.ofOnlyCopy(keysHere, keysThere);
      }
    }
  }

  /**
   * Records that the source has lost many keys since it was chosen. No more keys are removed
   * because of it, unless another copy can be asked.
   */
  public void sourceLostKeys() {
    left = 0;
    if (sourceLost.isEmpty()) {
      sourceLost =
          "the source has lost more than "
              + RemovalLimit.MOST_PERCENT_OF_ONLY_COPY
              + " % of its keys during this run";
    }
  }

  /** Returns whether the source is the only other copy. */
  boolean onlyCopy() {
    return onlyCopy;
  }

  /** Returns whether one more key may be removed. */
  boolean may(int database, byte[] key) {
    if (left > 0) {
      left--;
      removed++;
      return true;
    }
    kept.add(database, key, "");
    return false;
  }

  /** Returns a sentence about the keys that were kept; empty if none were. */
  public Optional<String> sentence(Object source) {
    return kept.any()
        ? Optional.of(
            kept.text(source)
                + ", were kept here: "
                + why()
                + ", and "
                + (onlyCopy
                    ? "there is no other copy to ask; if they were deleted, name the source with"
                        + " --source to remove them here"
                    : "no other peer answered whether it has them; start again when another"
                        + " peer is back, or name the right copy with --source"))
        : Optional.empty();
  }

  private String why() {
    return sourceLost.isEmpty()
        ? "they are more than "
            + (onlyCopy ? RemovalLimit.MOST_PERCENT_OF_ONLY_COPY : RemovalLimit.MOST_PERCENT)
            + " % of this node's keys"
        : sourceLost;
  }

  /** Returns a warning if unusually many keys were removed; empty otherwise. */
  public Optional<String> warning(Object source) {
    return removed > usual
        ? Optional.of(
            Units.keys(removed)
                + " were removed here, more than "
                + RemovalLimit.MOST_PERCENT
                + " % of this node's keys, because "
                + source
                + " lacks them and no other copy could be asked")
        : Optional.empty();
  }
}
