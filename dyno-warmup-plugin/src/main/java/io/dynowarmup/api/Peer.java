// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Describes one node of the cluster as the topology lists it. Immutable. */
public final class Peer {
  private final Endpoint redis;
  private final Endpoint dynomite;
  private final String rack;
  private final String datacenter;
  private final List<Long> tokens;

  /**
   * Creates a peer.
   *
   * @param redis the address of its Redis
   * @param dynomite the address that its Dynomite opens for other Dynomites ({@code dyn_listen})
   * @param rack the name of its rack
   * @param datacenter the name of its data centre
   * @param tokens its tokens, each 0 to 4294967295
   */
  public Peer(
      Endpoint redis, Endpoint dynomite, String rack, String datacenter, List<Long> tokens) {
    this.redis = Objects.requireNonNull(redis);
    this.dynomite = Objects.requireNonNull(dynomite);
    this.rack = Objects.requireNonNull(rack);
    this.datacenter = Objects.requireNonNull(datacenter);
    this.tokens = Collections.unmodifiableList(new ArrayList<>(tokens));
  }

  /** Returns the address of its Redis. */
  public Endpoint redis() {
    return redis;
  }

  /** Returns the address that its Dynomite opens for other Dynomites ({@code dyn_listen}). */
  public Endpoint dynomite() {
    return dynomite;
  }

  /** Returns the name of its rack. */
  public String rack() {
    return rack;
  }

  /** Returns the name of its data centre. */
  public String datacenter() {
    return datacenter;
  }

  /** Returns its tokens, each 0 to 4294967295. The list cannot be modified. */
  public List<Long> tokens() {
    return tokens;
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof Peer)) {
      return false;
    }
    Peer p = (Peer) o;
    return redis.equals(p.redis)
        && dynomite.equals(p.dynomite)
        && rack.equals(p.rack)
        && datacenter.equals(p.datacenter)
        && tokens.equals(p.tokens);
  }

  @Override
  public int hashCode() {
    return Objects.hash(redis, dynomite, rack, datacenter, tokens);
  }

  @Override
  public String toString() {
    return redis + " (rack " + rack + ", " + datacenter + ")";
  }
}
