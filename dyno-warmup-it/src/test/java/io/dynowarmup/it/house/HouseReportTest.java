// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.it.house.SourceFile.Method;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class HouseReportTest {
  @Test
  public void theTableHoldsEachNumberOnce() {
    assertEquals(
        """
        | What | Value |
        |---|---|
        | files | 3 |
        | code lines (no blank, no comment) | 60 |
        | code lines of the median file | 20 |
        | files above 300 lines | 1 |
        | longest file, all lines | 301 C |
        | files with a method above 50 lines | 1 |
        | longest method, all lines | 51 B.run |
        | packages | 2 |
        | packages with more than 20 types | 0 |
        | types in the fullest package | 2 a |
        | public to package-private types | 1 to 2 (0.50) |
        | packages in a circle | 2 [a, b] |
        """,
        table(
            new SourceFile("a", "A", 20, 10, true, new Method("A.call", 50), Set.of("b")),
            new SourceFile("a", "B", 30, 20, false, new Method("B.run", 51), Set.of()),
            new SourceFile("b", "C", 301, 30, false, Method.NONE, Set.of("a"))));
  }

  @Test
  public void aFolderWithoutSourcesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new HouseReport(List.of()));
  }

  private static String table(SourceFile... files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new HouseReport(List.of(files)).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
