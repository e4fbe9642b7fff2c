// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Reads a class path as the JVM does: with the jars that the manifest of a jar names. */
public final class JarPath {
  private JarPath() {}

  /**
   * Returns the entries of a class path, each followed by those that its manifest names and that
   * exist.
   */
  public static List<Path> entries(String classPath) throws IOException {
    List<Path> entries = new ArrayList<>();
    for (String name : classPath.split(File.pathSeparator)) {
      Path entry = Paths.get(name);
      entries.add(entry);
      if (Files.isRegularFile(entry)) {
        addNamedBy(entry, entries);
      }
    }
    return entries;
  }

  private static void addNamedBy(Path jar, List<Path> entries) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (names == null) {
        return;
      }
      for (String name : names.trim().split(" +")) {
        Path other = jar.resolveSibling(name);
        if (Files.isRegularFile(other)) {
          entries.add(other);
        }
      }
    }
  }
}
