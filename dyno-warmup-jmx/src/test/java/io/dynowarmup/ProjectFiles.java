// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The files of the project that are not on the class path. */
public final class ProjectFiles {
  public static final Path TOP = top();

  private ProjectFiles() {}

  private static Path top() {
    Path top = Paths.get("").toAbsolutePath();
    while (!Files.isDirectory(top.resolve("conf"))) {
      top = top.getParent();
    }
    return top;
  }

  /** Returns the content of a file, given by its path from the top of the project. */
  public static String text(String file) throws IOException {
    return new String(Files.readAllBytes(TOP.resolve(file)), StandardCharsets.UTF_8);
  }

  /**
   * Returns the files whose paths from the top of the project the filter accepts. Does not enter
   * folders in which the build creates and deletes files at this moment.
   */
  public static Set<Path> all(Predicate<String> filter) throws IOException {
    Set<Path> found = new TreeSet<>();
    Files.walkFileTree(
        TOP,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.endsWith("target") || folder.endsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (filter.test(TOP.relativize(file).toString())) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
