// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.topology.ring.ClusterNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/**
 * The topology from properties or from the host. Every part is optional; a part that is present
 * takes precedence.
 */
@Value.Immutable
public abstract class ExplicitTopology {
  ExplicitTopology() {}

  public static Builder builder() {
    return new Builder();
  }

  /** Returns this node's tokens; empty if they are missing. */
  public abstract List<Long> tokens();

  public abstract Optional<String> rack();

  public abstract Optional<String> datacenter();

  /** Returns the nodes of the cluster, with or without this one; empty if they are missing. */
  public abstract List<ClusterNode> peers();

  /**
   * Returns the nodes that have tokens but cannot be reached, such as an empty slot of the token
   * database. Dynomite counts their tokens.
   */
  public abstract List<ClusterNode> vacant();

  /** Returns the host of the local Redis. */
  public abstract Optional<String> redisHost();

  /** Returns the port of the local Redis. */
  public abstract OptionalInt redisPort();

  /** Returns the Redis port of every peer without a port of its own. */
  public abstract OptionalInt peerRedisPort();

  /** Returns the URL of Dynomite's admin port, such as http://127.0.0.1:22222. */
  public abstract Optional<String> adminUrl();

  /** Returns the address at which Dynomite serves clients. */
  public abstract Optional<Endpoint> clientAddress();

  /** Returns the name of this source in messages. */
  @Value.Default
  public String origin() {
    return "properties";
  }

  /** Returns whether this source knows the whole cluster. */
  @Value.Default
  public boolean wholeCluster() {
    return false;
  }

  /**
   * Returns whether the listed peers are the whole cluster, even if none remains without this node.
   * No other source is then asked for peers.
   */
  boolean allPeers() {
    return wholeCluster() && !peers().isEmpty();
  }

  /** Collects the parts. */
  public static final class Builder extends ImmutableExplicitTopology.Builder {}
}
