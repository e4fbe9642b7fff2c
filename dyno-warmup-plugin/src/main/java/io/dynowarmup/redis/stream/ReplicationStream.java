// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

/**
 * The replication stream of one Redis from an offset on, byte for byte. The server counts it as a
 * replica while it is open; its line in INFO has the address {@link
 * io.dynowarmup.redis.info.ReplicaLine#JOURNAL}. It costs no fork and no snapshot. Used by one
 * thread at a time.
 *
 * <p>The source of the facts is Redis' partial resynchronization: {@code PSYNC} is answered with
 * {@code +CONTINUE} as long as the backlog reaches back.
 */
public interface ReplicationStream extends AutoCloseable {
  /**
   * Returns the replication id that the server continues with. It differs from the requested id
   * after the server was promoted.
   */
  String replid();

  /**
   * Reads bytes that have arrived. Does not wait for more.
   *
   * @return the number of bytes; 0 if none have arrived
   * @throws io.dynowarmup.api.WarmupException CONNECTION_LOST or another reason if the stream has
   *     ended
   */
  int read(byte[] buffer);

  /**
   * Sends REPLCONF ACK. Without one the server closes the stream after its {@code repl-timeout}.
   *
   * @param offset the offset up to which the stream was read
   * @throws io.dynowarmup.api.WarmupException if the stream has ended
   */
  void acknowledge(long offset);

  /** Ends the stream. Never throws; may be called more than once. */
  @Override
  void close();
}
