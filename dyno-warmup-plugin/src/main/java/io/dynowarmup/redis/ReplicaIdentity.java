// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.info.ReplicationInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds this node's {@code slaveN} line in the source's INFO.
 *
 * <p>The port is the one that the local Redis announces. The address is the one that the source
 * sees; a proxy or NAT may have changed it. A line with this port and another address is taken for
 * this node only if it is the only one with this port.
 */
public final class ReplicaIdentity {
  private final Set<String> addresses;
  private final int port;
  private final String localHost;

  private ReplicaIdentity(Set<String> addresses, int port, String localHost) {
    this.addresses = new HashSet<>(addresses);
    this.port = port;
    this.localHost = localHost;
  }

  /** Asks the local Redis what it announces, and the source which address it sees. */
  public static ReplicaIdentity of(RedisNode local, RedisNode source) {
    return announcedBy(local).seenBy(source);
  }

  /** Asks the local Redis what it announces to its master. */
  public static ReplicaIdentity announcedBy(RedisNode local) {
    Set<String> addresses = new HashSet<>();
    int port = local.endpoint().port();
    String announcedIp = setting(local, "slave-announce-ip");
    if (!announcedIp.isEmpty()) {
      addresses.add(announcedIp.toLowerCase(Locale.ROOT));
    }
    String announcedPort = setting(local, "slave-announce-port");
    if (!announcedPort.isEmpty() && !"0".equals(announcedPort)) {
      port = parse(announcedPort, port);
    } else if ("yes".equals(setting(local, "tls-replication"))) {
      port = parse(setting(local, "tls-port"), port);
    }
    return new ReplicaIdentity(addresses, port, local.endpoint().host());
  }

  /**
   * Returns this identity with the address that the source sees, unless an address is announced.
   */
  public ReplicaIdentity seenBy(RedisNode source) {
    if (!addresses.isEmpty()) {
      return this;
    }
    Set<String> seen = new HashSet<>();
    source.addressSeenByServer().ifPresent(ip -> seen.add(ip.toLowerCase(Locale.ROOT)));
    seen.add(localHost.toLowerCase(Locale.ROOT));
    return new ReplicaIdentity(seen, port, localHost);
  }

  /** Returns whether one of the source's lines may be this node's. */
  public boolean mayBeIn(ReplicationInfo source) {
    return source.replicas().stream().anyMatch(line -> line.isAt(port));
  }

  /**
   * Returns this node's line. If several lines match, returns the one that is furthest behind,
   * which is the safe choice.
   */
  public Optional<ReplicaLine> in(ReplicationInfo source) {
    return candidates(source).stream()
        .min(
            Comparator.comparing(ReplicaLine::online)
                .thenComparing(line -> line.offset().orElse(0)));
  }

  /**
   * Reports that several lines have this node's address and port, as behind a NAT gateway.
   *
   * @return a sentence; empty if at most one line matches
   */
  public Optional<String> doubt(ReplicationInfo source) {
    int count = candidates(source).size();
    return count < 2
        ? Optional.empty()
        : Optional.of(
            "The source lists "
                + count
                + " replicas at "
                + candidates(source).get(0).ip()
                + ":"
                + port
                + " (a NAT gateway?): the one that is furthest behind is taken for this node. Set"
                + " replica-announce-ip and replica-announce-port on each of them");
  }

  /**
   * Reports that another replica has this node's address and port, before this node is a replica.
   *
   * @return a sentence; empty if there is no such replica
   */
  public Optional<String> taken(ReplicationInfo source) {
    return source.replicas().stream()
        .filter(line -> line.isAt(port) && isOurs(line.ip()))
        .findFirst()
        .map(
            line ->
                "The source lists a replica at "
                    + line.ip()
                    + ":"
                    + port
                    + " already, where it is going to list this node (a NAT gateway?): the one that"
                    + " is furthest behind will be taken for this node. Set replica-announce-ip and"
                    + " replica-announce-port on each of them");
  }

  private boolean isOurs(String ip) {
    return addresses.contains(ip.toLowerCase(Locale.ROOT));
  }

  private List<ReplicaLine> candidates(ReplicationInfo source) {
    List<ReplicaLine> samePort = new ArrayList<>();
    List<ReplicaLine> sameAddress = new ArrayList<>();
    for (ReplicaLine line : source.replicas()) {
      if (line.isAt(port)) {
        samePort.add(line);
        if (isOurs(line.ip())) {
          sameAddress.add(line);
        }
      }
    }
    if (!sameAddress.isEmpty()) {
      return sameAddress;
    }
    return samePort.size() == 1 ? samePort : Collections.emptyList();
  }

  /** Reads a setting. If the user may not run CONFIG GET, the setting counts as unset. */
  private static String setting(RedisNode node, String name) {
    try {
      return node.configGet(name).orElse("");
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return "";
    }
  }

  private static int parse(String text, int otherwise) {
    try {
      int port = Integer.parseInt(text.trim());
      return port > 0 ? port : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  @Override
  public String toString() {
    return addresses + " port " + port;
  }
}
