// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.List;
import org.immutables.value.Value;

/** Describes one node of the cluster as the topology lists it. */
@Value.Immutable(builder = false)
public abstract class Peer {
  Peer() {}

  /** Returns a peer; the getters describe its parts. */
  public static Peer of(
      Endpoint redis, Endpoint dynomite, String rack, String datacenter, List<Long> tokens) {
    return ImmutablePeer.of(redis, dynomite, rack, datacenter, tokens);
  }

  /** Returns the address of its Redis. */
  public abstract Endpoint redis();

  /** Returns the address that its Dynomite opens for other Dynomites ({@code dyn_listen}). */
  public abstract Endpoint dynomite();

  /** Returns the name of its rack. */
  public abstract String rack();

  /** Returns the name of its data centre. */
  public abstract String datacenter();

  /** Returns its tokens, each 0 to 4294967295. The list cannot be modified. */
  public abstract List<Long> tokens();

  @Override
  public String toString() {
    return redis() + " (rack " + rack() + ", " + datacenter() + ")";
  }
}
