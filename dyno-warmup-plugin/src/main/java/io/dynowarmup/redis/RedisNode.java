// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The commands that the warm-up sends to one Redis, or to another server that speaks RESP, such as
 * Dynomite's client port. One connection, used by one thread at a time.
 *
 * <p>Every method waits at most for the timeout of the {@link RedisAccess}. Every method throws
 * {@link io.dynowarmup.api.WarmupException} with one of REFUSED, TIME_OUT, UNREACHABLE,
 * CONNECTION_LOST, DENIED, NOAUTH, NOPERM, LOADING, BUSY, MASTERDOWN, TRYAGAIN, READONLY,
 * OUT_OF_MEMORY and REDIS_ERROR, each with its own message.
 */
public interface RedisNode extends AutoCloseable {
  Endpoint endpoint();

  /**
   * Returns this node with a policy around the present one. Both share the connection. A node
   * without a connection returns itself.
   */
  default RedisNode with(CommandPolicy policy) {
    return this;
  }

  void ping();

  /**
   * Sends INFO with its default sections and reads the reserved keys, see {@link OwnKeys}. {@link
   * RedisInfo#keys} does not count the reserved keys.
   */
  RedisInfo info();

  /**
   * Sends INFO with its default sections and counts the reserved keys that expire. Does not read
   * the values of the reserved keys.
   */
  default RedisInfo infoOnly() {
    return info();
  }

  /** Sends INFO for one section. */
  RedisInfo info(String section);

  /**
   * Makes this server a replica of the source. Sends SLAVEOF, or REPLICAOF if SLAVEOF is renamed or
   * disabled.
   */
  void replicaOf(Endpoint source);

  /** Makes this server a master; it keeps its data. No effect on a master. */
  void replicaOfNoOne();

  /** Sends CONFIG GET for one name; empty if the server does not know it. */
  Optional<String> configGet(String name);

  void configSet(String name, String value);

  /** Sends CONFIG REWRITE. */
  void configRewrite();

  /**
   * Returns the IP address of this connection as the server sees it; empty if the server does not
   * report it.
   */
  Optional<String> addressSeenByServer();

  /** Sends CLIENT LIST; empty if the server does not return it. */
  default Optional<ClientList> clients() {
    return Optional.empty();
  }

  /** Sends SET with a time to live (PX). */
  void set(String key, String value, long ttlMillis);

  /**
   * Writes a reserved key atomically if it still holds the expected value.
   *
   * @param expected expected value; empty if the key must not exist
   * @param value new value; empty deletes the key
   * @param ttlMillis time to live in ms; 0 for no expiry
   * @return whether the key held the expected value and was written
   */
  default boolean exchange(String key, String expected, String value, long ttlMillis) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " cannot write " + key);
  }

  /** Sends CLIENT SETNAME, for this connection and the next ones. */
  default void name(String name) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT SETNAME");
  }

  /** Returns the names of all connections that have a name, including this one. */
  default List<String> clientNames() {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT LIST");
  }

  /**
   * Pauses all writes of this server's clients ({@code CLIENT PAUSE millis WRITE}, Redis 6.2 and
   * newer). Reads INFO replication directly after that, in the same packet.
   *
   * @param millis ms after which the server resumes by itself
   * @return INFO replication; no write of a client runs after it
   * @throws io.dynowarmup.api.WarmupException REDIS_ERROR also if the server does not know the
   *     command; then it pauses nothing
   */
  default RedisInfo pauseWrites(long millis) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT PAUSE ... WRITE");
  }

  /** Sends CLIENT UNPAUSE. */
  default void resumeWrites() {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT UNPAUSE");
  }

  /** Sends DEL; returns true if the key existed. */
  boolean delete(String key);

  /**
   * Sends GETRANGE for reserved keys, in one packet.
   *
   * @return the first 1,024 bytes of each value, in the same order; empty where a key does not
   *     exist
   */
  default List<String> read(List<String> keys) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " cannot read " + keys);
  }

  /** Returns how many of the keys exist. */
  long exists(List<String> keys);

  /**
   * Sends several commands in one packet. A command that the server refuses does not affect the
   * others.
   *
   * @param questions each a command with its arguments; none may contain a secret
   * @return one reply for each command, in the same order
   */
  default List<Answer> ask(List<List<String>> questions) {
    return Collections.nCopies(questions.size(), Answer.unknown());
  }

  /** Sends TIME; returns microseconds since 1970, or empty if the server does not report it. */
  default OptionalLong timeMicros() {
    return OptionalLong.empty();
  }

  /**
   * Returns random keys of database 0. Sends one SCAN from a random cursor for each 100 keys. A
   * user that may not scan gets at most 30 keys, by RANDOMKEY.
   *
   * @return at most {@code count} keys; empty if there are none or the server returns none
   */
  default List<byte[]> randomKeys(int count) {
    return Collections.emptyList();
  }

  /**
   * Sends EXISTS for keys in database 0.
   *
   * @param keys each key once
   * @return how many of them exist; empty if unknown
   */
  default OptionalLong present(List<byte[]> keys) {
    return OptionalLong.empty();
  }

  /** Closes the connection. Never throws; may be called more than once. */
  @Override
  void close();
}
