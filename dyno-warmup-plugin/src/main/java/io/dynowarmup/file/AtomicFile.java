// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file completely or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Returns the directory of a file. */
  public static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** Writes the file. Creates its directory if it does not exist. */
  public static void write(Path path, byte[] bytes) throws IOException {
    Path directory = directoryOf(path);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    Path draft = Files.createTempFile(directory, "dyno-warmup", ".tmp");
    boolean moved = false;
    try {
      Files.write(draft, bytes);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(draft);
      }
    }
  }
}
