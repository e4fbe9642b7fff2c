// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** A node of the cluster, as the topology names it. */
public final class Peer {
  private final Endpoint redis;
  private final Endpoint dynomite;
  private final String rack;
  private final String datacenter;
  private final List<Long> tokens;

  /**
   * @param redis where its Redis listens
   * @param dynomite where its Dynomite listens for other Dynomites ({@code dyn_listen})
   * @param tokens each 0 to 4294967295
   */
  public Peer(
      Endpoint redis, Endpoint dynomite, String rack, String datacenter, List<Long> tokens) {
    this.redis = Objects.requireNonNull(redis);
    this.dynomite = Objects.requireNonNull(dynomite);
    this.rack = Objects.requireNonNull(rack);
    this.datacenter = Objects.requireNonNull(datacenter);
    this.tokens = Collections.unmodifiableList(new ArrayList<>(tokens));
  }

  public Endpoint redis() {
    return redis;
  }

  /** Where its Dynomite listens for other Dynomites ({@code dyn_listen}). */
  public Endpoint dynomite() {
    return dynomite;
  }

  public String rack() {
    return rack;
  }

  public String datacenter() {
    return datacenter;
  }

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
