// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.api.Endpoint;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** What was found out about one peer in addition to its INFO. Unknown facts have no effect. */
@Value.Immutable(copy = true)
public abstract class Evidence {
  public static final Evidence NONE = new Builder().build();

  Evidence() {}

  /** Returns keys that the peer has. */
  @Value.Default
  public KeySample sample() {
    return KeySample.NONE;
  }

  abstract Optional<ClockReading> clock();

  /** Returns how far its clock is ahead of this node's. */
  public abstract Optional<ClockOffset> offset();

  public abstract Evidence withOffset(ClockOffset offset);

  /** Returns what its Dynomite shows. */
  @Value.Default
  public DynomiteSign dynomite() {
    return DynomiteSign.NOT_ASKED;
  }

  public abstract Evidence withDynomite(DynomiteSign sign);

  /** Returns for each other Redis the share of the keys sampled there that the peer has. */
  abstract Map<Endpoint, Share> holds();

  public abstract Evidence withHolds(Map<? extends Endpoint, ? extends Share> shares);

  /** Returns the share of the keys sampled at that Redis that the peer has. */
  public Share holdsOf(Endpoint redis) {
    return holds().getOrDefault(redis, Share.UNKNOWN);
  }

  /** Returns the share of the peer's sampled keys that this node has. */
  @Value.Default
  public Share heldHere() {
    return Share.UNKNOWN;
  }

  public abstract Evidence withHeldHere(Share share);

  /** Returns the share of this node's sampled keys that the peer has. */
  @Value.Default
  public Share holdsLocal() {
    return Share.UNKNOWN;
  }

  public abstract Evidence withHoldsLocal(Share share);

  static final class Builder extends ImmutableEvidence.Builder {}
}
