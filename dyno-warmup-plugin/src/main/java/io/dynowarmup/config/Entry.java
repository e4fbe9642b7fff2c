// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** What a configuration has under one name. */
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
   * @param problem the end of a sentence that begins with the name
   */
  static Entry unreadable(String name, String origin, String problem) {
    return new Entry(name, "", origin, problem);
  }

  /** The whole key, with its prefix. */
  String name() {
    return name;
  }

  String text() {
    return text;
  }

  String origin() {
    return origin;
  }

  /** Empty when there is none. */
  String problem() {
    return problem;
  }
}
