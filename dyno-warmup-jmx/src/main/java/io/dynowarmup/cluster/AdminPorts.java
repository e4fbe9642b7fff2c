// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.topology.PeerAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the admin port of a node. Several nodes of one host have different admin ports. */
public final class AdminPorts {
  private AdminPorts() {}

  /**
   * Returns the address that answers for a node.
   *
   * @param ports the admin ports that a node of this cluster may have
   * @param admins asks the admin port at an address
   * @return empty if no port answers, or only those of other nodes do
   */
  public static Optional<Endpoint> of(
      Peer peer, List<Integer> ports, Function<Endpoint, DynomiteAdmin> admins) {
    return ports.stream()
        .map(port -> new Endpoint(peer.dynomite().host(), port))
        .filter(at -> isOf(peer, at, admins.apply(at)))
        .findFirst();
  }

  private static boolean isOf(Peer peer, Endpoint at, DynomiteAdmin admin) {
    try {
      return new PeerAnswer(at, admin.info(), admin.clusterDescribe()).isOf(peer);
    } catch (WarmupException e) {
      // Another port may be this node's.
      return false;
    }
  }
}
