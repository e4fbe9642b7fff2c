// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reports what a verification with repair did about the keys that differ from a peer, as numbers of
 * keys. Immutable.
 */
public final class PeerRepair {
  private final long repaired;
  private final long equalByNow;
  private final Map<String, Long> left;
  private final String reportOnly;

  /**
   * Creates the report of a repair.
   *
   * @param repaired keys that now match the peer
   * @param equalByNow keys that differed and became equal without a repair
   * @param left number of keys left unchanged, by reason; each reason is a sentence
   */
  public PeerRepair(long repaired, long equalByNow, Map<String, Long> left) {
    this(repaired, equalByNow, left, "");
  }

  private PeerRepair(long repaired, long equalByNow, Map<String, Long> left, String reportOnly) {
    this.repaired = repaired;
    this.equalByNow = equalByNow;
    this.left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
    this.reportOnly = Objects.requireNonNull(reportOnly);
  }

  /**
   * Returns the report of a repair that changed nothing.
   *
   * @param why the reason, a sentence
   * @param unequal number of keys left unchanged
   */
  public static PeerRepair none(String why, long unequal) {
    return new PeerRepair(
        0, 0, unequal == 0 ? Collections.emptyMap() : Collections.singletonMap(why, unequal), why);
  }

  /**
   * Returns how many keys were changed to match the peer or removed because the peer does not have
   * them.
   */
  public long repaired() {
    return repaired;
  }

  /** Returns how many keys became equal through a write of the cluster. */
  public long equalByNow() {
    return equalByNow;
  }

  /** Returns how many keys were left unchanged. */
  public long left() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of keys left unchanged, by reason; each reason is a sentence. */
  public Map<String, Long> reasons() {
    return left;
  }

  /** Returns why the repair could not change anything; empty if it could. */
  public String reportOnly() {
    return reportOnly;
  }

  @Override
  public String toString() {
    if (!reportOnly.isEmpty()) {
      return "nothing repaired: " + reportOnly;
    }
    StringBuilder text = new StringBuilder(repaired + " repaired, " + left() + " left");
    if (equalByNow > 0) {
      text.append(", ").append(equalByNow).append(" equal by now");
    }
    left.forEach((why, keys) -> text.append("; ").append(keys).append(" left: ").append(why));
    return text.toString();
  }
}
