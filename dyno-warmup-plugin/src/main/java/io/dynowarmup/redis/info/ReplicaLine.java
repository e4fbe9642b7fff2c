// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

/**
 * A line {@code slaveN:ip=…,port=…,state=…,offset=…,lag=…}: a replica as its master sees it.
 * Immutable.
 */
public final class ReplicaLine {
  private final KeyValues fields;

  private ReplicaLine(KeyValues fields) {
    this.fields = fields;
  }

  static ReplicaLine parse(String value) {
    return new ReplicaLine(new KeyValues(value, ","));
  }

  public String ip() {
    return fields.get("ip");
  }

  /** Returns the port; -1 if it is missing. */
  public int port() {
    long port = number("port");
    return port < 0 || port > 65535 ? -1 : (int) port;
  }

  /** Returns wait_bgsave, send_bulk or online. */
  public String state() {
    return fields.get("state");
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

  private long number(String field) {
    return fields.number(field).orElse(-1);
  }

  @Override
  public String toString() {
    return ip() + ":" + port() + " " + state() + " offset " + offset();
  }
}
