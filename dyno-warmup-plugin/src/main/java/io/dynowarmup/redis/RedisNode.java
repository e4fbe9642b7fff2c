package io.dynowarmup.redis;

import io.dynowarmup.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * What the warm-up asks of one Redis (or of what speaks RESP, such as Dynomite's client port). One
 * connection, used by one thread at a time. Every method waits at most the time-out of the {@link
 * RedisAccess} and throws {@link io.dynowarmup.WarmupException} with a sentence of its own for each
 * of REFUSED, TIME_OUT, UNREACHABLE, DENIED, NOAUTH, NOPERM, LOADING, READONLY and REDIS_ERROR.
 */
public interface RedisNode extends AutoCloseable {
  Endpoint endpoint();

  void ping();

  /** INFO with its default sections. */
  RedisInfo info();

  /** INFO of one section. */
  RedisInfo info(String section);

  /** Number of keys in database 0. */
  long dbSize();

  /** Becomes a replica of the source. Sent as SLAVEOF, which every Redis and Valkey knows. */
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

  /** SET with a time to live (PX). */
  void set(String key, String value, long ttlMillis);

  /** DEL; true when the key was there. */
  boolean delete(String key);

  /** How many of the keys exist. */
  long exists(List<String> keys);

  /** Closes the connection; never throws, any number of times. */
  @Override
  void close();
}
