// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A node as a source of topology lists it. Most sources do not contain its Redis port. Immutable.
 */
public final class ClusterNode {
  private final Endpoint dynomite;
  private final String rack;
  private final String datacenter;
  private final List<Long> tokens;
  private final int redisPort;
  private final String name;

  public ClusterNode(Endpoint dynomite, String rack, String datacenter, List<Long> tokens) {
    this(dynomite, rack, datacenter, tokens, 0, "");
  }

  /**
   * Creates a node.
   *
   * @param redisPort port of its Redis; 0 if unknown
   * @param name another name or address of the host; may be empty
   */
  public ClusterNode(
      Endpoint dynomite,
      String rack,
      String datacenter,
      List<Long> tokens,
      int redisPort,
      String name) {
    this.dynomite = dynomite;
    this.rack = rack;
    this.datacenter = datacenter;
    this.tokens = Collections.unmodifiableList(new ArrayList<>(tokens));
    this.redisPort = redisPort;
    this.name = name;
  }

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

  /** Returns whether the node is on this host, by address or name. */
  public boolean isAt(String host) {
    return dynomite.host().equals(host) || name.equals(host);
  }

  public boolean in(String otherRack, String otherDatacenter) {
    return rack.equals(otherRack) && datacenter.equals(otherDatacenter);
  }

  /** Returns the port of its Redis; 0 if unknown. */
  public int redisPort() {
    return redisPort;
  }

  public Peer toPeer(int otherwiseRedisPort) {
    int port = redisPort > 0 ? redisPort : otherwiseRedisPort;
    return Peer.of(new Endpoint(dynomite.host(), port), dynomite, rack, datacenter, tokens);
  }

  @Override
  public String toString() {
    return dynomite + " (rack " + rack + ", " + datacenter + ", tokens " + tokens + ")";
  }
}
