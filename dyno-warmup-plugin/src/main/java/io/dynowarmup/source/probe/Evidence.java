// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about one peer in addition to its INFO. Immutable. Unknown facts have no
 * effect.
 */
public final class Evidence {
  public static final Evidence NONE = new Evidence();

  private KeySample sample = KeySample.NONE;
  private ClockReading clock;
  private ClockOffset offset;
  private DynomiteSign dynomite = DynomiteSign.NOT_ASKED;
  private Map<Endpoint, Share> holds = Collections.emptyMap();
  private Share heldHere = Share.UNKNOWN;

  private Evidence() {}

  private Evidence(Evidence from) {
    sample = from.sample;
    clock = from.clock;
    offset = from.offset;
    dynomite = from.dynomite;
    holds = from.holds;
    heldHere = from.heldHere;
  }

  public Evidence with(KeySample drawn, Optional<ClockReading> read) {
    Evidence copy = new Evidence(this);
    copy.sample = drawn;
    copy.clock = read.orElse(null);
    return copy;
  }

  public Evidence with(ClockOffset aheadOfThisNode) {
    Evidence copy = new Evidence(this);
    copy.offset = aheadOfThisNode;
    return copy;
  }

  public Evidence with(DynomiteSign sign) {
    Evidence copy = new Evidence(this);
    copy.dynomite = sign;
    return copy;
  }

  /**
   * Adds how many keys of other servers the peer has.
   *
   * @param shares for each Redis, the share of the keys sampled there that the peer has
   */
  public Evidence holding(Map<Endpoint, Share> shares) {
    Evidence copy = new Evidence(this);
    copy.holds = Collections.unmodifiableMap(new HashMap<>(shares));
    return copy;
  }

  /**
   * Adds how many of the peer's keys this node has.
   *
   * @param share share of the keys sampled at the peer that this node has
   */
  public Evidence heldHere(Share share) {
    Evidence copy = new Evidence(this);
    copy.heldHere = share;
    return copy;
  }

  /** Returns keys that the peer has. */
  public KeySample sample() {
    return sample;
  }

  Optional<ClockReading> clock() {
    return Optional.ofNullable(clock);
  }

  /** Returns the offset of its clock from this node's. */
  public Optional<ClockOffset> offset() {
    return Optional.ofNullable(offset);
  }

  public DynomiteSign dynomite() {
    return dynomite;
  }

  /** Returns the share of the keys sampled at that Redis that the peer has. */
  public Share holdsOf(Endpoint redis) {
    return holds.getOrDefault(redis, Share.UNKNOWN);
  }

  /** Returns the share of the peer's sampled keys that this node has. */
  public Share heldHere() {
    return heldHere;
  }
}
