// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.OptionalLong;

/**
 * A line {@code slaveN:ip=…,port=…,state=…,offset=…,lag=…}: a replica as its master sees it.
 * Immutable.
 */
public final class ReplicaLine {
  /**
   * The address that a reader of the replication stream announces. It holds no data and is not a
   * replica to this program.
   */
  public static final String JOURNAL = "dyno-warmup-journal";

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

  /** Returns whether this is a reader of the stream, not a replica. */
  boolean isJournal() {
    return JOURNAL.equals(ip());
  }

  /** Returns whether the replica listens on this port. */
  public boolean isAt(int port) {
    return port().orElse(0) == port;
  }

  /** Returns address and port, such as "10.0.0.1:22122". */
  public String address() {
    return ip() + ":" + (port().isPresent() ? port().getAsLong() : "?");
  }

  private OptionalLong port() {
    OptionalLong port = fields.number("port");
    return port.orElse(0) > 65535 ? OptionalLong.empty() : port;
  }

  /** Returns wait_bgsave, send_bulk or online. */
  public String state() {
    return fields.get("state");
  }

  public boolean online() {
    return "online".equals(state());
  }

  /** Returns the replication offset that the replica acknowledged last, about once a second. */
  public OptionalLong offset() {
    return fields.number("offset");
  }

  @Override
  public String toString() {
    return address() + " " + state() + " offset " + fields.get("offset");
  }
}
