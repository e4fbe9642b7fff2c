// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

/** Commands that are inserted into the stream at one offset of the source. Immutable. */
public final class Correction {
  private final long offset;
  private final byte[] commands;

  /**
   * Creates a correction.
   *
   * @param offset replication offset of the source, between two commands
   * @param commands the commands as a master sends them
   */
  public Correction(long offset, byte[] commands) {
    this.offset = offset;
    this.commands = commands;
  }

  long offset() {
    return offset;
  }

  byte[] commands() {
    return commands;
  }
}
