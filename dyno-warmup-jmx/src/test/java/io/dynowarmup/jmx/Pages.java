// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Finds the files of the project that the bean has to agree with. */
public final class Pages {
  private Pages() {}

  /** Returns a file by its path from the top of the project. */
  static Path path(String file) {
    Path folder = Paths.get("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve(file))) {
      folder = folder.getParent();
    }
    return folder.resolve(file);
  }

  public static String text(String file) throws IOException {
    return new String(Files.readAllBytes(path(file)), StandardCharsets.UTF_8);
  }
}
