// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

public class CodeLinesTest {
  @Test
  public void blankLinesAndCommentsDoNotCount() {
    assertEquals(
        2,
        CodeLines.count(
            List.of(
                "// header", "", "/** One line. */", "int a = 1; // one", "  // two", "int b;")));
  }

  @Test
  public void aCommentOfSeveralLinesEndsWithItsLastLine() {
    assertEquals(1, CodeLines.count(List.of("/*", " * first", "second", " */", "int a = 1;")));
  }

  @Test
  public void aLineThatMultipliesIsCode() {
    assertEquals(2, CodeLines.count(List.of("int a = b", "    * c;")));
  }
}
