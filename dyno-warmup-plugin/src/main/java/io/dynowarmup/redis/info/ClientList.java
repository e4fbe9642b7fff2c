// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reply of CLIENT LIST: the connected clients and the last command of each. */
public final class ClientList {
  private static final Pattern SENTINEL = Pattern.compile("(sentinel-[0-9a-fA-F]+)-(cmd|pubsub)");

  private final List<Map<String, String>> clients;

  private ClientList(List<Map<String, String>> clients) {
    this.clients = Collections.unmodifiableList(clients);
  }

  public static ClientList parse(String text) {
    List<Map<String, String>> clients = new ArrayList<>();
    for (String line : text.split("\r?\n")) {
      Map<String, String> fields = new HashMap<>();
      for (String field : line.trim().split("\\s+")) {
        int sign = field.indexOf('=');
        if (sign > 0) {
          fields.put(field.substring(0, sign), field.substring(sign + 1));
        }
      }
      if (fields.containsKey("addr")) {
        clients.add(fields);
      }
    }
    return new ClientList(clients);
  }

  /** Returns each connected Sentinel as {@code name at address}. */
  public List<String> sentinels() {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map<String, String> client : clients) {
      Matcher m = SENTINEL.matcher(client.getOrDefault("name", ""));
      if (m.matches()) {
        found.putIfAbsent(m.group(1), m.group(1) + " at " + ip(client));
      }
    }
    return new ArrayList<>(found.values());
  }

  /** Returns the address of a connected client whose last command was SLAVEOF or REPLICAOF. */
  public Optional<String> lastSentReplicaOf() {
    return clients.stream()
        .filter(c -> c.getOrDefault("cmd", "").matches("(?i)slaveof|replicaof"))
        .map(c -> c.getOrDefault("addr", ""))
        .findFirst();
  }

  private static String ip(Map<String, String> client) {
    String address = client.get("addr");
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }
}
