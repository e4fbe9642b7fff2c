// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the names of each slice into a file: database (2 bytes), length (4), name. */
final class NameWriter implements Closeable {
  private final Path directory;
  private final DataOutputStream[] files;

  /** Begins without names. Those that a killed pass left may end in the middle of one. */
  NameWriter(Path directory, int slices) throws IOException {
    this.directory = directory;
    this.files = new DataOutputStream[slices];
    for (int slice = 0; slice < slices; slice++) {
      Files.deleteIfExists(file(directory, slice));
    }
  }

  static Path file(Path directory, int slice) {
    return directory.resolve("names." + slice);
  }

  void add(int slice, Name name) throws IOException {
    if (files[slice] == null) {
      files[slice] =
          new DataOutputStream(
              new BufferedOutputStream(
                  Files.newOutputStream(file(directory, slice)), WorkFiles.BUFFER));
    }
    files[slice].writeShort(name.database());
    files[slice].writeInt(name.key().length);
    files[slice].write(name.key());
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (DataOutputStream file : files) {
      try {
        if (file != null) {
          file.close();
        }
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
