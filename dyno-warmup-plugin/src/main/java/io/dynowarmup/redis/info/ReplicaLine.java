// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.HashMap;
import java.util.Map;

/**
 * A line {@code slaveN:ip=…,port=…,state=…,offset=…,lag=…}: a replica as its master sees it.
 * Immutable.
 */
public final class ReplicaLine {
  private final Map<String, String> fields;

  private ReplicaLine(Map<String, String> fields) {
    this.fields = fields;
  }

  static ReplicaLine parse(String value) {
    Map<String, String> fields = new HashMap<>();
    for (String part : value.split(",")) {
      int eq = part.indexOf('=');
      if (eq > 0) {
        fields.put(part.substring(0, eq), part.substring(eq + 1));
      }
    }
    return new ReplicaLine(fields);
  }

  public String ip() {
    return fields.getOrDefault("ip", "");
  }

  /** Returns the port; -1 if it is missing. */
  public int port() {
    long port = number("port");
    return port < 0 || port > 65535 ? -1 : (int) port;
  }

  /** Returns wait_bgsave, send_bulk or online. */
  public String state() {
    return fields.getOrDefault("state", "");
  }

  public boolean online() {
    return "online".equals(state());
  }

  /**
   * Returns the replication offset that the replica acknowledged last, about once a second; -1 if
   * it is missing.
   */
  public long offset() {
    return number("offset");
  }

  /** Returns seconds since the last acknowledgement; -1 if missing. */
  public long lagSeconds() {
    return number("lag");
  }

  private long number(String field) {
    String v = fields.get(field);
    if (v == null) {
      return -1;
    }
    try {
      return Long.parseLong(v);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public String toString() {
    return ip() + ":" + port() + " " + state() + " offset " + offset();
  }
}
