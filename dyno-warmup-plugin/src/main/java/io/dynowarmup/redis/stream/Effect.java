// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a command of the stream does to the data. Immutable. */
public final class Effect {
  /** The kinds of effects. */
  public enum Kind {
    /** It changes no key. */
    NONE,
    /** The next commands are for another database. */
    SELECT,
    /** It adds an amount to a number of one key; the order of such commands does not matter. */
    ADD,
    /** The new value of each key depends only on the command. */
    OVERWRITE,
    /** The keys are gone. */
    REMOVE,
    /** The new values depend on the values of all its keys before. */
    CHANGE,
    /** Which keys it changes is unknown. */
    UNKNOWN
  }

  private static final Effect NONE = new Effect(Kind.NONE, Collections.emptyList(), null, 0, "");

  private final Kind kind;
  private final List<byte[]> keys;
  private final Counter counter;
  private final long amount;
  private final String why;

  private Effect(Kind kind, List<byte[]> keys, Counter counter, long amount, String why) {
    this.kind = kind;
    this.keys = Collections.unmodifiableList(keys);
    this.counter = counter;
    this.amount = amount;
    this.why = why;
  }

  static Effect none() {
    return NONE;
  }

  static Effect select(long database) {
    return new Effect(Kind.SELECT, Collections.emptyList(), null, database, "");
  }

  static Effect add(byte[] key, Counter counter, long amount) {
    return new Effect(Kind.ADD, Collections.singletonList(key), counter, amount, "");
  }

  static Effect of(Kind kind, List<byte[]> keys) {
    return new Effect(kind, keys, null, 0, "");
  }

  static Effect unknown(String why) {
    return new Effect(Kind.UNKNOWN, Collections.emptyList(), null, 0, why);
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the keys that it changes or may read. */
  public List<byte[]> keys() {
    return keys;
  }

  /** Returns the number that an ADD adds to. */
  public Optional<Counter> counter() {
    return Optional.ofNullable(counter);
  }

  /** Returns the amount of an ADD, or the database of a SELECT. */
  public long amount() {
    return amount;
  }

  /** Returns why the keys are unknown. */
  public String why() {
    return why;
  }
}
