// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.ReplicationInfo;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Builds the messages about a local Redis that another program made a replica. Pure functions. */
public final class ForeignMaster {
  private ForeignMaster() {}

  /**
   * Returns what happened and what to do.
   *
   * @param clients clients of the local Redis; empty if unknown
   */
  public static String text(ReplicationInfo local, Optional<ClientList> clients) {
    return "it is a replica of "
        + local.master()
        + by(clients)
        + " and refuses the cluster's writes. "
        + remedy(clients.map(ClientList::sentinels).filter(s -> !s.isEmpty()).isPresent());
  }

  /** Returns which client made Redis a replica, according to CLIENT LIST; empty if unknown. */
  public static Optional<String> who(Optional<ClientList> clients) {
    List<String> sentinels = clients.map(ClientList::sentinels).orElseGet(Collections::emptyList);
    return sentinels.isEmpty()
        ? clients
            .flatMap(ClientList::lastSentReplicaOf)
            .map(address -> "SLAVEOF came from " + address)
        : Optional.of("a Sentinel is connected: " + String.join(", ", sentinels));
  }

  private static String by(Optional<ClientList> clients) {
    return who(clients)
        .map(who -> " (" + who + ")")
        .orElse(" (it is not known which client sent SLAVEOF)");
  }

  public static String remedy(boolean sentinel) {
    return sentinel
        ? "Run SENTINEL RESET <master> on each Sentinel, then SLAVEOF NO ONE here"
        : "Find out why, then run SLAVEOF NO ONE here; after a Sentinel, SENTINEL RESET <master> on"
            + " each Sentinel first";
  }

  /**
   * Warns that Sentinels watch the source and learn this node as its replica.
   *
   * @return a sentence; empty if there is no Sentinel, or this is unknown
   */
  public static Optional<String> warning(String source, Optional<ClientList> clientsOfSource) {
    return clientsOfSource
        .map(ClientList::sentinels)
        .filter(sentinels -> !sentinels.isEmpty())
        .map(
            sentinels ->
                "Sentinels watch the source "
                    + source
                    + " ("
                    + String.join(", ", sentinels)
                    + "): they learn this node as its replica and make it one again after the"
                    + " warm-up. Run SENTINEL RESET <master> on each Sentinel when it has ended");
  }
}
