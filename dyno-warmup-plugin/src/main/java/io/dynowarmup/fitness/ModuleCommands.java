// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The commands that modules add to a Redis, from the answer of COMMAND. Redis does not tell which
 * module has data types of its own. One without a command that writes has no keys of its own.
 * Immutable.
 */
final class ModuleCommands {
  static final ModuleCommands UNKNOWN = new ModuleCommands(false, Collections.emptySet());

  /** Of an entry: name, arity, flags, three numbers, and since Redis 6.0 the ACL categories. */
  private static final int FLAGS = 2;

  private static final int CATEGORIES = 6;

  private final boolean known;
  private final Set<String> writing;

  private ModuleCommands(boolean known, Set<String> writing) {
    this.known = known;
    this.writing = writing;
  }

  /**
   * @param command the answer of COMMAND
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

  /** Redis 7.0 and newer flag them; in 6.x they are the only ones without an ACL category. */
  private static boolean isOfModule(List<Answer> parts) {
    return flags(parts).contains("module") || parts.get(CATEGORIES).list().isEmpty();
  }

  private static List<String> flags(List<Answer> parts) {
    List<String> flags = new ArrayList<>();
    parts.get(FLAGS).list().forEach(flag -> flag.text().ifPresent(flags::add));
    return flags;
  }

  /** Whether another Redis has each of them that writes; false where that is not known. */
  boolean writesNothingBut(ModuleCommands other) {
    return known && other.writing.containsAll(writing);
  }
}
