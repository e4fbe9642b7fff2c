// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reply of CLIENT LIST: the connected clients and the last command of each. */
public final class ClientList {
  private static final Pattern SENTINEL = Pattern.compile("(sentinel-[0-9a-fA-F]+)-(cmd|pubsub)");

  private final List<KeyValues> clients;

  private ClientList(List<KeyValues> clients) {
    this.clients = clients;
  }

  /** Parses the reply of CLIENT LIST, or of CLIENT INFO, which is one line. */
  public static ClientList parse(String text) {
    return new ClientList(
        Arrays.stream(text.split("\r?\n"))
            .map(line -> new KeyValues(line, "\\s+"))
            .filter(client -> client.has("addr"))
            .collect(Collectors.toList()));
  }

  /** Returns the names of the connections; those without a name are left out. */
  public List<String> names() {
    return clients.stream()
        .map(client -> client.get("name"))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toList());
  }

  /** Returns the IP address of the first client, without port and brackets. */
  public Optional<String> firstAddress() {
    return clients.stream().findFirst().flatMap(ClientList::address);
  }

  /** Returns the IP address of a client, without port and brackets. */
  public Optional<String> addressOf(long id) {
    return clients.stream()
        .filter(client -> client.get("id").equals(String.valueOf(id)))
        .findFirst()
        .flatMap(ClientList::address);
  }

  private static Optional<String> address(KeyValues client) {
    String ip = ip(client).replaceAll("[\\[\\]]", "");
    return ip.matches("[0-9a-fA-F.:]+") ? Optional.of(ip) : Optional.empty();
  }

  /** Returns each connected Sentinel as {@code name at address}. */
  public List<String> sentinels() {
    Map<String, String> found = new LinkedHashMap<>();
    for (KeyValues client : clients) {
      Matcher m = SENTINEL.matcher(client.get("name"));
      if (m.matches()) {
        found.putIfAbsent(m.group(1), m.group(1) + " at " + ip(client));
      }
    }
    return new ArrayList<>(found.values());
  }

  /** Returns the address of a connected client whose last command was SLAVEOF or REPLICAOF. */
  public Optional<String> lastSentReplicaOf() {
    return clients.stream()
        .filter(c -> c.get("cmd").matches("(?i)slaveof|replicaof"))
        .map(c -> c.get("addr"))
        .findFirst();
  }

  private static String ip(KeyValues client) {
    String address = client.get("addr");
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }
}
