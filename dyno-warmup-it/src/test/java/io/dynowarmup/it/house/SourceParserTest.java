// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourceParserTest {
  private static final String SOURCE =
      """
      package a.b;

      import static x.y.Z.call;

      import c.d.Other;
      import c.d.Other.Inner;

      /** What it is. */
      public final class Type {
        private final Other other = null;

        /** Not part of the method's length. */
        int two() {
          return 2;
        }

        static final class Nested {
          Nested() {
            call();
            call();
          }
        }
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path root;

  @Before
  public void setUp() throws IOException {
    root = folder.newFolder("a", "b").toPath();
    Files.writeString(root.resolve("Type.java"), SOURCE);
  }

  @Test
  public void aFileIsMeasured() throws IOException {
    SourceFile file = SourceParser.parse(folder.getRoot().toPath()).get(0);
    assertEquals("a.b", file.packageName());
    assertEquals("Type", file.name());
    assertEquals(23, file.lines());
    assertEquals(16, file.codeLines());
    assertTrue(file.isPublic());
    assertEquals(Set.of("c.d", "x.y"), file.imports());
  }

  @Test
  public void theLongestMethodMayBeAConstructorOfANestedType() throws IOException {
    assertEquals(
        new SourceFile.Method("Nested.<init>", 4),
        SourceParser.parse(folder.getRoot().toPath()).get(0).longestMethod());
  }

  @Test
  public void aFileWithoutATypeIsLeftOut() throws IOException {
    Files.writeString(root.resolve("package-info.java"), "/** Text. */\npackage a.b;\n");
    assertEquals(1, SourceParser.parse(folder.getRoot().toPath()).size());
  }

  @Test
  public void aTypeWithoutModifierIsNotPublic() throws IOException {
    Files.writeString(root.resolve("Type.java"), "package a.b;\n\nenum Type {\n  ONE\n}\n");
    List<SourceFile> files = SourceParser.parse(folder.getRoot().toPath());
    assertFalse(files.get(0).isPublic());
    assertEquals(SourceFile.Method.NONE, files.get(0).longestMethod());
  }
}
