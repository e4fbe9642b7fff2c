package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicaLine;
import io.dynowarmup.redis.ReplicationInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the source's {@code slaveN} lines is ours. The port is what our Redis announces; the
 * address is what the source sees, which a proxy or a NAT in between may have changed. One line
 * with our port and another address is ours only while there is no second one.
 */
final class OurLine {
  private final Set<String> addresses;
  private final int port;

  OurLine(Set<String> addresses, int port) {
    this.addresses = new HashSet<>(addresses);
    this.port = port;
  }

  /** Asks both sides what we announce and from where we come. */
  static OurLine of(RedisNode local, RedisNode source) {
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
    if (addresses.isEmpty()) {
      source.addressSeenByServer().ifPresent(ip -> addresses.add(ip.toLowerCase(Locale.ROOT)));
      addresses.add(local.endpoint().host().toLowerCase(Locale.ROOT));
    }
    return new OurLine(addresses, port);
  }

  Optional<ReplicaLine> in(ReplicationInfo source) {
    List<ReplicaLine> samePort = new ArrayList<>();
    for (ReplicaLine line : source.replicas()) {
      if (line.port() == port) {
        if (addresses.contains(line.ip().toLowerCase(Locale.ROOT))) {
          return Optional.of(line);
        }
        samePort.add(line);
      }
    }
    return samePort.size() == 1 ? Optional.of(samePort.get(0)) : Optional.empty();
  }

  private static String setting(RedisNode node, String name) {
    return node.configGet(name).orElse("");
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
