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
 * What the warm-up asks of one Redis (or of what speaks RESP, such as Dynomite's client port). One
 * connection, used by one thread at a time. Every method waits at most the time-out of the {@link
 * RedisAccess} and throws {@link io.dynowarmup.api.WarmupException} with a sentence of its own for
 * each of REFUSED, TIME_OUT, UNREACHABLE, CONNECTION_LOST, DENIED, NOAUTH, NOPERM, LOADING, BUSY,
 * MASTERDOWN, TRYAGAIN, READONLY, OUT_OF_MEMORY and REDIS_ERROR.
 */
public interface RedisNode extends AutoCloseable {
  Endpoint endpoint();

  void ping();

  /**
   * INFO with its default sections, and what the reserved keys hold: see {@link OwnKeys}. They do
   * not count in {@link RedisInfo#keys}.
   */
  RedisInfo info();

  /**
   * INFO with its default sections, and how many of the reserved keys there are that expire; what
   * the others hold is not asked.
   */
  default RedisInfo infoOnly() {
    return info();
  }

  /** INFO of one section. */
  RedisInfo info(String section);

  /** Number of keys in database 0. */
  long dbSize();

  /**
   * Becomes a replica of the source. Sent as SLAVEOF, and as REPLICAOF where that is renamed or
   * disabled.
   */
  void replicaOf(Endpoint source);

  /** Becomes a master; keeps the data. A master stays one. */
  void replicaOfNoOne();

  /** CONFIG GET of one name; empty when this server does not know it. */
  Optional<String> configGet(String name);

  void configSet(String name, String value);

  /** CONFIG REWRITE. */
  void configRewrite();

  /**
   * The IP address that this connection comes from in the eyes of the server; empty when it does
   * not tell.
   */
  Optional<String> addressSeenByServer();

  /** CLIENT LIST; empty where the server does not tell. */
  default Optional<ClientList> clients() {
    return Optional.empty();
  }

  /** SET with a time to live (PX). */
  void set(String key, String value, long ttlMillis);

  /**
   * Writes a key of ours if it still holds what is expected, in one step.
   *
   * @param expected what it holds; empty: it is not there
   * @param value what it becomes; empty: it goes away
   * @param ttlMillis 0: it stays
   * @return whether it did
   */
  default boolean exchange(String key, String expected, String value, long ttlMillis) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " cannot write " + key);
  }

  /** CLIENT SETNAME, for this connection and those that follow it. */
  default void name(String name) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT SETNAME");
  }

  /** The names of all connections that have one, this one's too. */
  default List<String> clientNames() {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT LIST");
  }

  /**
   * Holds back all writes of this server's clients ({@code CLIENT PAUSE millis WRITE}, Redis 6.2
   * and newer), and reads INFO replication right behind, both in one packet.
   *
   * @param millis after which the server goes on by itself
   * @return INFO replication, after which no write of a client runs
   * @throws io.dynowarmup.api.WarmupException REDIS_ERROR also where the server does not know it;
   *     nothing is paused then
   */
  default RedisInfo pauseWrites(long millis) {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT PAUSE ... WRITE");
  }

  /** CLIENT UNPAUSE. */
  default void resumeWrites() {
    throw new WarmupException(
        WarmupException.Reason.REDIS_ERROR, endpoint() + " does not know CLIENT UNPAUSE");
  }

  /** DEL; true when the key was there. */
  boolean delete(String key);

  /** How many of the keys exist. */
  long exists(List<String> keys);

  /**
   * Several questions in one packet. What the server refuses does not fail the others.
   *
   * @param questions each a command with its arguments, none with a secret
   * @return one for each, in their order
   */
  default List<Answer> ask(List<List<String>> questions) {
    return Collections.nCopies(questions.size(), Answer.unknown());
  }

  /** TIME, in microseconds since 1970; empty where it is not told. */
  default OptionalLong timeMicros() {
    return OptionalLong.empty();
  }

  /**
   * So many keys of database 0 at random, with one command for 100 of them: SCAN from cursors at
   * random. A user that may not scan gets at most 30, by RANDOMKEY.
   *
   * @return empty where there are no keys, or none are told
   */
  default List<byte[]> randomKeys(int count) {
    return Collections.emptyList();
  }

  /**
   * EXISTS of keys in database 0.
   *
   * @param keys each once
   * @return how many of them there are; empty where it is not told
   */
  default OptionalLong present(List<byte[]> keys) {
    return OptionalLong.empty();
  }

  /** Closes the connection; never throws, any number of times. */
  @Override
  void close();
}
