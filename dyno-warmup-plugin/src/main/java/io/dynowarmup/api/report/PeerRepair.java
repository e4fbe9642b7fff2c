// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Reports what a verification with repair did about the keys that differ from a peer, as numbers of
 * keys.
 */
@Value.Immutable(builder = false)
public abstract class PeerRepair {
  PeerRepair() {}

  /** Returns the report of a repair; the getters describe its parts. */
  public static PeerRepair of(long repaired, long equalByNow, Map<String, Long> reasons) {
    return ImmutablePeerRepair.of(repaired, equalByNow, reasons, Optional.empty());
  }

  /**
   * Returns the report of a repair that changed nothing.
   *
   * @param why the reason, a sentence
   * @param unequal number of keys left unchanged
   */
  public static PeerRepair none(String why, long unequal) {
    Map<String, Long> left =
        unequal == 0 ? Collections.emptyMap() : Collections.singletonMap(why, unequal);
    return ImmutablePeerRepair.of(0, 0, left, Optional.of(why));
  }

  /**
   * Returns how many keys were changed to match the peer or removed because the peer does not have
   * them.
   */
  public abstract long repaired();

  /** Returns how many keys became equal through a write of the cluster. */
  public abstract long equalByNow();

  /** Returns the number of keys left unchanged, by reason; each reason is a sentence. */
  public abstract Map<String, Long> reasons();

  /** Returns how many keys were left unchanged. */
  public long left() {
    return reasons().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns why the repair could not change anything; empty if it could. */
  public abstract Optional<String> reportOnly();

  @Override
  public String toString() {
    if (reportOnly().isPresent()) {
      return "nothing repaired: " + reportOnly().get();
    }
    StringBuilder text = new StringBuilder(repaired() + " repaired, " + left() + " left");
    if (equalByNow() > 0) {
      text.append(", ").append(equalByNow()).append(" equal by now");
    }
    reasons().forEach((why, keys) -> text.append("; ").append(keys).append(" left: ").append(why));
    return text.toString();
  }
}
