// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import java.util.Optional;
import java.util.OptionalLong;

/** What a bootstrap did to one node. Immutable. */
public final class NodeResult {
  /** How far the node has come. */
  public enum State {
    /** It is warm and open. */
    OPEN,
    /** It is warm and takes writes, but is closed for reads. */
    BOOTSTRAPPED,
    /** Its run is in progress in the daemon. */
    RUNNING,
    /** Nothing has begun on it. */
    NOT_BEGUN,
    /** Its run did not end as WARMED, or could not begin. */
    FAILED,
    /** Its daemon does not answer. */
    UNREACHABLE
  }

  private final String node;
  private final State state;
  private final String reason;
  private final Optional<String> source;
  private final boolean fromAfar;
  private final OptionalLong bytes;
  private final long bytesFromAfar;
  private final OptionalLong keys;

  NodeResult(
      String node,
      State state,
      String reason,
      Optional<String> source,
      boolean fromAfar,
      OptionalLong bytes,
      long bytesFromAfar,
      OptionalLong keys) {
    this.node = node;
    this.state = state;
    this.reason = reason;
    this.source = source;
    this.fromAfar = fromAfar;
    this.bytes = bytes;
    this.bytesFromAfar = bytesFromAfar;
    this.keys = keys;
  }

  /** Returns the node: its address, rack and tokens. */
  public String node() {
    return node;
  }

  public State state() {
    return state;
  }

  /** Returns what happened, a sentence; empty if there is nothing to say. */
  public String reason() {
    return reason;
  }

  /** Returns host:port of the Redis that the data came from; empty if none did. */
  public Optional<String> source() {
    return source;
  }

  /** Returns whether the source is in another data centre. */
  public boolean isFromAfar() {
    return fromAfar;
  }

  /** Returns the bytes that arrived, also those of runs that failed before; empty if unknown. */
  public OptionalLong bytes() {
    return bytes;
  }

  /** Returns how many of these bytes came from another data centre. */
  public long bytesFromAfar() {
    return bytesFromAfar;
  }

  /** Returns the number of keys that the node holds; empty if unknown. */
  public OptionalLong keys() {
    return keys;
  }

  /** Returns whether the node has its data. */
  public boolean isWarm() {
    return state == State.OPEN || state == State.BOOTSTRAPPED;
  }

  @Override
  public String toString() {
    return node + " " + state + (reason.isEmpty() ? "" : ": " + reason);
  }
}
