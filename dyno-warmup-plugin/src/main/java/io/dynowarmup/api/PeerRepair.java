// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a verification with repair did about the keys that this node does not hold as a peer does.
 * Numbers of keys. Immutable.
 */
public final class PeerRepair {
  private final long repaired;
  private final long equalByNow;
  private final Map<String, Long> left;
  private final String reportOnly;

  /**
   * @param repaired became what the peer holds
   * @param equalByNow differed and became the same by themselves
   * @param left how many stayed as they are, by the reason, a sentence
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
   * Nothing was touched.
   *
   * @param why a sentence
   * @param unequal so many stayed as they are
   */
  public static PeerRepair none(String why, long unequal) {
    return new PeerRepair(
        0, 0, unequal == 0 ? Collections.emptyMap() : Collections.singletonMap(why, unequal), why);
  }

  /** Keys that became what the peer holds, or went away as it does not have them. */
  public long repaired() {
    return repaired;
  }

  /** Keys that became the same by a write of the cluster. */
  public long equalByNow() {
    return equalByNow;
  }

  /** Keys that stayed as they are. */
  public long left() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them for each reason, a sentence. */
  public Map<String, Long> reasons() {
    return left;
  }

  /** Why nothing could be touched at all; empty otherwise. */
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
