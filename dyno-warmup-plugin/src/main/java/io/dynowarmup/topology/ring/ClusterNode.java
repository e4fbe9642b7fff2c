// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import java.util.List;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** A node as a source of topology lists it. Most sources do not contain its Redis port. */
@Value.Immutable(builder = false)
public abstract class ClusterNode {
  ClusterNode() {}

  /** Returns a node whose Redis port and other names are unknown. */
  public static ClusterNode of(
      Endpoint dynomite, String rack, String datacenter, List<Long> tokens) {
    return of(dynomite, rack, datacenter, tokens, OptionalInt.empty(), "");
  }

  /** Returns a node; the getters describe its parts. */
  public static ClusterNode of(
      Endpoint dynomite,
      String rack,
      String datacenter,
      List<Long> tokens,
      OptionalInt redisPort,
      String name) {
    return ImmutableClusterNode.of(dynomite, rack, datacenter, tokens, redisPort, name);
  }

  public abstract Endpoint dynomite();

  public abstract String rack();

  public abstract String datacenter();

  public abstract List<Long> tokens();

  /** Returns the port of its Redis; empty if unknown. */
  public abstract OptionalInt redisPort();

  /** Returns another name or address of the host; may be empty. */
  abstract String name();

  /** Returns whether the node is on this host, by address or name. */
  public boolean isAt(String host) {
    return dynomite().host().equals(host) || name().equals(host);
  }

  public boolean in(String otherRack, String otherDatacenter) {
    return rack().equals(otherRack) && datacenter().equals(otherDatacenter);
  }

  public Peer toPeer(int otherwiseRedisPort) {
    Endpoint redis = new Endpoint(dynomite().host(), redisPort().orElse(otherwiseRedisPort));
    return Peer.of(redis, dynomite(), rack(), datacenter(), tokens());
  }

  @Override
  public String toString() {
    return dynomite() + " (rack " + rack() + ", " + datacenter() + ", tokens " + tokens() + ")";
  }
}
