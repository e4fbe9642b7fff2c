// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** What a configuration contains under one name. Immutable. */
final class Entry {
  private final String name;
  private final String text;
  private final String origin;
  private final String problem;

  private Entry(String name, String text, String origin, String problem) {
    this.name = name;
    this.text = text;
    this.origin = origin;
    this.problem = problem;
  }

  static Entry of(String name, String text, String origin) {
    return new Entry(name, text, origin, "");
  }

  /**
   * Creates an entry that cannot be read.
   *
   * @param problem the end of a sentence that begins with the name
   */
  static Entry unreadable(String name, String origin, String problem) {
    return new Entry(name, "", origin, problem);
  }

  /** Returns the whole key, with its prefix. */
  String name() {
    return name;
  }

  String text() {
    return text;
  }

  String origin() {
    return origin;
  }

  /** Returns the problem as the end of a sentence; empty if there is none. */
  String problem() {
    return problem;
  }
}
