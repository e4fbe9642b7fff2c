// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import java.util.Set;

/**
 * The facts about one source file with one top-level type.
 *
 * @param lines number of all lines
 * @param codeLines number of lines that are neither blank nor comments
 * @param isPublic whether the top-level type is public
 * @param imports packages of the types that it imports
 */
record SourceFile(
    String packageName,
    String name,
    int lines,
    int codeLines,
    boolean isPublic,
    Method longestMethod,
    Set<String> imports) {

  /** A method or constructor with its length in lines. */
  record Method(String name, int lines) {
    static final Method NONE = new Method("none", 0);

    @Override
    public String toString() {
      return lines + " " + name;
    }
  }
}
