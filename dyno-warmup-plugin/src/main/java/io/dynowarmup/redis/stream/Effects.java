// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import io.dynowarmup.redis.stream.Effect.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Returns what a command of the stream does. A command that this class does not know may change any
 * key. Pure.
 *
 * <p>A master sends the effects of scripts and of transactions between MULTI and EXEC, and a random
 * or relative command as one that is neither: SPOP as SREM, INCRBYFLOAT as SET, EXPIRE as
 * PEXPIREAT.
 */
public final class Effects {
  /** PFCOUNT stores the count that it has computed, which is no part of the value. */
  private static final Set<String> CHANGE_NOTHING =
      words("PING REPLCONF MULTI EXEC PUBLISH SPUBLISH SCRIPT FUNCTION PFCOUNT");

  private static final Set<String> OVERWRITE = words("MSET MSETNX SETEX PSETEX SETNX GETSET");
  private static final Set<String> REMOVE = words("DEL UNLINK GETDEL DELEX DELIFEQ");

  /** The largest whole number that a score can hold together with all smaller ones. */
  private static final long MOST_SCORE = 1L << 53;

  private static final int MOST_DATABASES = 1_000_000;

  private static final byte[] NO_FIELD = new byte[0];

  private Effects() {}

  private static Set<String> words(String names) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(names.split(" "))));
  }

  /** Returns the effect of a command. */
  public static Effect of(StreamCommand command) {
    String name = command.name();
    if (CHANGE_NOTHING.contains(name)) {
      return Effect.none();
    }
    if ("SELECT".equals(name)) {
      Optional<Long> database = command.size() == 2 ? number(command.text(1)) : Optional.empty();
      return database
          .filter(n -> n >= 0 && n < MOST_DATABASES)
          .map(Effect::select)
          .orElseGet(() -> Effect.unknown("SELECT of an unknown database"));
    }
    Optional<List<byte[]>> keys = KeyPositions.of(command);
    if (!keys.isPresent()) {
      return Effect.unknown(
          KeyPositions.knows(name)
              ? "the keys of " + name + " are unknown"
              : "command " + shown(name) + " is unknown");
    }
    return added(command).orElseGet(() -> Effect.of(kind(command, keys.get().size()), keys.get()));
  }

  /**
   * Returns whether the command sets an expiry that counts from the moment at which it is executed.
   * Only a master before Redis 7.0 sends such commands.
   */
  public static boolean setsRelativeExpiry(StreamCommand command) {
    switch (command.name()) {
      case "EXPIRE":
      case "PEXPIRE":
      case "SETEX":
      case "PSETEX":
        return true;
      case "SET":
        return has(command, "EX") || has(command, "PX");
      case "GETEX":
        return command.size() > 2 && command.text(2).matches("(?i)P?X|EX");
      case "RESTORE":
        return command.size() > 2 && !"0".equals(command.text(2)) && !has(command, "ABSTTL");
      default:
        return false;
    }
  }

  private static Kind kind(StreamCommand command, int keys) {
    String name = command.name();
    if (REMOVE.contains(name)) {
      return Kind.REMOVE;
    }
    boolean overwrites =
        OVERWRITE.contains(name)
            || ("SET".equals(name) || "MSETEX".equals(name)) && !has(command, "KEEPTTL")
            || "RESTORE".equals(name) && has(command, "REPLACE");
    return overwrites ? Kind.OVERWRITE : Kind.CHANGE;
  }

  private static boolean has(StreamCommand command, String option) {
    for (int i = 3; i < command.size(); i++) {
      if (option.equalsIgnoreCase(command.text(i))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Effect> added(StreamCommand command) {
    switch (command.name()) {
      case "INCR":
        return command.size() == 2 ? toKey(command, Optional.of(1L)) : Optional.empty();
      case "DECR":
        return command.size() == 2 ? toKey(command, Optional.of(-1L)) : Optional.empty();
      case "INCRBY":
        return toKey(command, argument(command, 2, 3));
      case "DECRBY":
        return toKey(
            command, argument(command, 2, 3).filter(n -> n != Long.MIN_VALUE).map(n -> -n));
      case "HINCRBY":
        return toField(command, Counter.Kind.HASH_FIELD, 2, argument(command, 3, 4));
      case "ZINCRBY":
        return toField(
            command,
            Counter.Kind.SCORE,
            3,
            argument(command, 2, 4).filter(n -> Math.abs(n) < MOST_SCORE));
      default:
        return Optional.empty();
    }
  }

  private static Optional<Long> argument(StreamCommand command, int i, int words) {
    return command.size() == words ? number(command.text(i)) : Optional.empty();
  }

  private static Optional<Effect> toKey(StreamCommand command, Optional<Long> amount) {
    return amount.map(
        n -> Effect.add(command.word(1), new Counter(Counter.Kind.STRING, NO_FIELD), n));
  }

  private static Optional<Effect> toField(
      StreamCommand command, Counter.Kind kind, int field, Optional<Long> amount) {
    return amount
        .filter(n -> !command.cut(field))
        .map(n -> Effect.add(command.word(1), new Counter(kind, command.word(field)), n));
  }

  private static Optional<Long> number(String text) {
    try {
      return text.matches("-?[0-9]{1,19}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String shown(String name) {
    String printable = name.replaceAll("[^A-Z0-9._-]", "?");
    return printable.substring(0, Math.min(40, printable.length())).toUpperCase(Locale.ROOT);
  }
}
