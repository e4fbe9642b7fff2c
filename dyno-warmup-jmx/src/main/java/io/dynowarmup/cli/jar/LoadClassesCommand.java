// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import io.dynowarmup.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Loads all classes of the jar, so that the JVM can write them into an archive when it ends. */
@Command(
    name = "load-classes",
    hidden = true,
    description =
        "Loads all classes of the jar and ends. For 'java -XX:ArchiveClassesAtExit=FILE'.")
public final class LoadClassesCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    for (String name : JarClasses.under(Paths.get(System.getProperty("java.class.path")), "")) {
      load(name);
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
