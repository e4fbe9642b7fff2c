// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was found out about one peer beside its INFO. Immutable; what is not known says nothing. */
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
   * @param shares of the keys that were sampled at each Redis, how many it has
   */
  public Evidence holding(Map<Endpoint, Share> shares) {
    Evidence copy = new Evidence(this);
    copy.holds = Collections.unmodifiableMap(new HashMap<>(shares));
    return copy;
  }

  /**
   * @param share of the keys that were sampled there, how many this node has
   */
  public Evidence heldHere(Share share) {
    Evidence copy = new Evidence(this);
    copy.heldHere = share;
    return copy;
  }

  /** Keys that it has. */
  public KeySample sample() {
    return sample;
  }

  Optional<ClockReading> clock() {
    return Optional.ofNullable(clock);
  }

  /** Its clock beside this node's. */
  public Optional<ClockOffset> offset() {
    return Optional.ofNullable(offset);
  }

  public DynomiteSign dynomite() {
    return dynomite;
  }

  /** How many of the keys that were sampled at that Redis it has. */
  public Share holdsOf(Endpoint redis) {
    return holds.getOrDefault(redis, Share.UNKNOWN);
  }

  /** How many of its sampled keys this node has. */
  public Share heldHere() {
    return heldHere;
  }
}
