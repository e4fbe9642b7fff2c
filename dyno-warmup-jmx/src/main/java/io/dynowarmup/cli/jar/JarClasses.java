// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Lists the classes of a jar. */
public final class JarClasses {
  private static final String SUFFIX = ".class";

  private JarClasses() {}

  /**
   * Returns the names of the classes whose path in the jar begins with this prefix. Classes for
   * other versions of Java are left out.
   */
  public static List<String> under(Path jar, String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith(prefix) && name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
          names.add(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
        }
      }
    }
    return names;
  }
}
