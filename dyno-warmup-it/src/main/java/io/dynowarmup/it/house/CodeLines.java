// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import java.util.List;

/** Counts the lines of a formatted Java file that are neither blank nor comments. */
final class CodeLines {
  private CodeLines() {}

  static int count(List<String> lines) {
    int code = 0;
    boolean comment = false;
    for (String line : lines) {
      String text = line.trim();
      boolean starts = !comment && text.startsWith("/*");
      if (!comment && !starts && !text.isEmpty() && !text.startsWith("//")) {
        code++;
      }
      comment = (comment || starts) && !text.endsWith("*/");
    }
    return code;
  }
}
