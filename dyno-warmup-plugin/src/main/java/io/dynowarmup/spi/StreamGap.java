// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import java.util.OptionalLong;

/** What is missing here of the source's replication stream when a transfer ends. Immutable. */
public final class StreamGap {
  private static final StreamGap UNKNOWN = new StreamGap(true, OptionalLong.empty());
  private static final StreamGap NO_STREAM = new StreamGap(false, OptionalLong.empty());

  private final boolean stream;
  private final OptionalLong bytes;

  private StreamGap(boolean stream, OptionalLong bytes) {
    this.stream = stream;
    this.bytes = bytes;
  }

  public static StreamGap ofBytes(long missing) {
    return new StreamGap(true, OptionalLong.of(missing));
  }

  public static StreamGap unknown() {
    return UNKNOWN;
  }

  /** The transfer used no stream. The report of its hand-over says what is missing. */
  public static StreamGap noStream() {
    return NO_STREAM;
  }

  /** Returns the missing bytes; empty if they are unknown, or if there was no stream. */
  public OptionalLong bytes() {
    return bytes;
  }

  public boolean isUnknown() {
    return stream && !bytes.isPresent();
  }

  /** Returns the larger gap of two attempts to end the same transfer. */
  public StreamGap or(StreamGap later) {
    boolean keep = bytes.isPresent() && later.stream;
    return keep && bytes.getAsLong() > later.bytes.orElse(-1) ? this : later;
  }
}
