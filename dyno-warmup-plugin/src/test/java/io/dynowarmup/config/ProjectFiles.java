// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Finds files of this project that are not on the class path. */
final class ProjectFiles {
  private ProjectFiles() {}

  static Path path(String name) {
    Path start = Paths.get("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new AssertionError(name + " is in none of the folders above " + start);
  }

  static String text(String name) {
    try {
      return new String(Files.readAllBytes(path(name)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
