// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import java.io.IOException;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import picocli.CommandLine.Command;

/** Loads all classes of the jar, so that the JVM can write them into an archive when it ends. */
@Command(
    name = "load-classes",
    hidden = true,
    description =
        "Loads all classes of the jar and ends. For 'java -XX:ArchiveClassesAtExit=FILE'.")
final class LoadClassesCommand implements Callable<Integer> {
  private static final String SUFFIX = ".class";

  @Override
  public Integer call() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("java.class.path"))) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        String name = entries.nextElement().getName();
        if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
          load(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
        }
      }
    }
    return ExitCode.WARMED.code();
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, LoadClassesCommand.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Some classes need a library that this program does not use.
    }
  }
}
