// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses lines of CLIENT INFO and CLIENT LIST: {@code id=3 addr=10.0.0.1:50944 …}. */
public final class ClientLine {
  private ClientLine() {}

  /** Returns the IP address in {@code addr=}, without port and brackets. */
  public static Optional<String> address(String line) {
    for (String field : line.trim().split("\\s+")) {
      if (field.startsWith("addr=")) {
        return ip(field.substring("addr=".length()));
      }
    }
    return Optional.empty();
  }

  public static Optional<String> addressOf(long id, String list) {
    for (String line : list.split("\n")) {
      if (line.startsWith("id=" + id + " ")) {
        return address(line);
      }
    }
    return Optional.empty();
  }

  /** Returns the names in a CLIENT LIST; connections without a name are left out. */
  public static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    for (String line : list.split("\n")) {
      for (String field : line.trim().split("\\s+")) {
        if (field.startsWith("name=") && field.length() > "name=".length()) {
          names.add(field.substring("name=".length()));
        }
      }
    }
    return names;
  }

  private static Optional<String> ip(String address) {
    int colon = address.lastIndexOf(':');
    String ip = (colon < 0 ? address : address.substring(0, colon)).replaceAll("[\\[\\]]", "");
    return ip.matches("[0-9a-fA-F.:]+") ? Optional.of(ip) : Optional.empty();
  }
}
