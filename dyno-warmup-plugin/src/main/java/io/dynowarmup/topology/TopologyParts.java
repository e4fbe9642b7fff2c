// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.yml.DynomiteSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** What is known of a topology; a {@link Topology} is created from it. */
@Value.Immutable
abstract class TopologyParts {
  TopologyParts() {}

  /** Returns this node's tokens; empty while they are not known. */
  abstract List<Long> tokens();

  abstract String rack();

  abstract String datacenter();

  abstract Endpoint redis();

  /** Returns rack and data centre in dynomite.yml. */
  abstract Optional<List<String>> ymlPlace();

  /** Returns the storage in dynomite.yml. */
  abstract Optional<Endpoint> ymlStorage();

  abstract String adminUrl();

  abstract Endpoint clientAddress();

  abstract Endpoint dynListen();

  abstract DynomiteSettings dynomite();

  abstract Secret redisPassword();

  /** Returns the other nodes; empty while they are not known. */
  abstract List<Peer> peers();

  /**
   * Returns the nodes that have tokens but cannot be reached; their tokens still divide the keys.
   */
  abstract List<ClusterNode> vacant();

  /** Returns the peers whose Redis address no source names. */
  abstract Set<Peer> assumed();

  /** Returns the admin port of each peer that reported its Redis there. */
  abstract Map<Peer, Endpoint> admins();

  /** Returns the sources of the peers' Redis addresses, for display; empty if none was asked. */
  abstract Optional<String> peerRedis();

  /** Returns whether the source of the peers contains only one token of each node. */
  abstract boolean oneTokenOfEach();

  /** Returns which part comes from which source. */
  abstract String origins();

  abstract List<String> notes();

  /** Collects the parts. */
  static final class Builder extends ImmutableTopologyParts.Builder {}
}
