// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.remote.JMXServiceURL;

/** One node of the cluster and the addresses at which it is asked. Immutable. */
public final class ClusterMember {
  /** Sorts by data centre, rack and token. */
  static final Comparator<ClusterMember> BY_PLACE =
      Comparator.comparing((ClusterMember m) -> m.peer.datacenter())
          .thenComparing(m -> m.peer.rack())
          .thenComparing(ClusterMember::firstToken)
          .thenComparing(m -> m.peer.dynomite().toString());

  private final Peer peer;
  private final boolean own;
  private final Optional<Endpoint> admin;
  private final Optional<JMXServiceURL> jmx;

  /**
   * Creates a member.
   *
   * @param own whether it is the node of this host, as dynomite.yml describes it
   * @param admin the admin port of its Dynomite; empty if unknown
   * @param jmx the address of its MBean; empty if it is not clear which of several nodes is there
   */
  public ClusterMember(
      Peer peer, boolean own, Optional<Endpoint> admin, Optional<JMXServiceURL> jmx) {
    this.peer = peer;
    this.own = own;
    this.admin = admin;
    this.jmx = jmx;
  }

  private long firstToken() {
    return peer.tokens().isEmpty() ? -1 : Collections.min(peer.tokens());
  }

  ClusterMember withoutJmx() {
    return new ClusterMember(peer, own, admin, Optional.empty());
  }

  /** Returns place, tokens and addresses; the Redis port may be an assumption. */
  public Peer peer() {
    return peer;
  }

  boolean own() {
    return own;
  }

  Optional<Endpoint> admin() {
    return admin;
  }

  /**
   * Returns whether an MBean is that of another node: of another rack, or without a token of this
   * one. A node may have more tokens than are known here. An MBean that does not know its node yet,
   * or of an older version, is not.
   */
  public boolean isAnother(BeanSnapshot bean) {
    Set<String> tokens = peer.tokens().stream().map(String::valueOf).collect(Collectors.toSet());
    return !bean.text("Node").isEmpty()
        && !(bean.text("NodeRack").equals(peer.rack())
            && bean.text("NodeDatacenter").equals(peer.datacenter())
            && (tokens.isEmpty() || !Collections.disjoint(tokens(bean), tokens)));
  }

  private static Set<String> tokens(BeanSnapshot bean) {
    return new HashSet<>(Arrays.asList(bean.text("NodeTokens").split(",")));
  }

  public Optional<JMXServiceURL> jmx() {
    return jmx;
  }

  @Override
  public String toString() {
    return peer.toString();
  }
}
