// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.Endpoint;
import io.dynowarmup.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A node as a source of topology names it, which never knows its Redis port. */
final class ClusterNode {
  private final Endpoint dynomite;
  private final String rack;
  private final String datacenter;
  private final List<Long> tokens;
  private final int redisPort;
  private final String name;

  ClusterNode(Endpoint dynomite, String rack, String datacenter, List<Long> tokens) {
    this(dynomite, rack, datacenter, tokens, 0, "");
  }

  /**
   * @param redisPort 0 when it is not told
   * @param name another name or address of the host, may be empty
   */
  ClusterNode(
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

  Endpoint dynomite() {
    return dynomite;
  }

  String rack() {
    return rack;
  }

  String datacenter() {
    return datacenter;
  }

  List<Long> tokens() {
    return tokens;
  }

  /** Whether this is the host, by its address or its name. */
  boolean isAt(String host) {
    return dynomite.host().equals(host) || name.equals(host);
  }

  boolean in(String otherRack, String otherDatacenter) {
    return rack.equals(otherRack) && datacenter.equals(otherDatacenter);
  }

  /** 0 when it is not told. */
  int redisPort() {
    return redisPort;
  }

  Peer toPeer(int otherwiseRedisPort) {
    int port = redisPort > 0 ? redisPort : otherwiseRedisPort;
    return new Peer(new Endpoint(dynomite.host(), port), dynomite, rack, datacenter, tokens);
  }

  @Override
  public String toString() {
    return dynomite + " (rack " + rack + ", " + datacenter + ", tokens " + tokens + ")";
  }
}
