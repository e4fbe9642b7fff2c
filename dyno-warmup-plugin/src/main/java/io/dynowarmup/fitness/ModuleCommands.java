// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The commands that modules add to a Redis, read from the reply of COMMAND. Redis does not report
 * which module defines data types. A module without a write command has no keys of its own.
 * Immutable.
 */
final class ModuleCommands {
  static final ModuleCommands UNKNOWN = new ModuleCommands(false, Collections.emptySet());

  /**
   * Index of the flags in an entry. An entry has name, arity, flags, three numbers, and the ACL
   * categories since Redis 6.0.
   */
  private static final int FLAGS = 2;

  private static final int CATEGORIES = 6;

  /** Redis 8 always has its vector sets, and they have write commands. */
  private static final Set<String> BUILT_IN = Collections.singleton("vectorset");

  private final boolean known;
  private final Set<String> writing;

  private ModuleCommands(boolean known, Set<String> writing) {
    this.known = known;
    this.writing = writing;
  }

  /** Returns whether a server has modules whose commands decide something. */
  static boolean matter(RedisInfo info) {
    return !BUILT_IN.containsAll(info.modules().keySet());
  }

  /**
   * Parses the commands.
   *
   * @param command the reply of COMMAND
   * @return the commands; {@link #UNKNOWN} if the reply is empty or has no ACL categories
   */
  static ModuleCommands of(Answer command) {
    Set<String> writing = new TreeSet<>();
    List<Answer> entries = command.list();
    for (Answer entry : entries) {
      List<Answer> parts = entry.list();
      if (parts.size() <= CATEGORIES) {
        return UNKNOWN;
      }
      if (isOfModule(parts) && flags(parts).contains("write")) {
        writing.add(parts.get(0).text().orElse(""));
      }
    }
    return entries.isEmpty()
        ? UNKNOWN
        : new ModuleCommands(true, Collections.unmodifiableSet(writing));
  }

  /**
   * Returns whether a module adds the command. Redis 7.0 and newer flag such commands. In 6.x they
   * are the only ones without an ACL category.
   */
  private static boolean isOfModule(List<Answer> parts) {
    return flags(parts).contains("module") || parts.get(CATEGORIES).list().isEmpty();
  }

  private static List<String> flags(List<Answer> parts) {
    List<String> flags = new ArrayList<>();
    parts.get(FLAGS).list().forEach(flag -> flag.text().ifPresent(flags::add));
    return flags;
  }

  /**
   * Returns whether the other Redis has every write command of these modules; false if that is
   * unknown.
   */
  boolean writesNothingBut(ModuleCommands other) {
    return known && other.writing.containsAll(writing);
  }
}
