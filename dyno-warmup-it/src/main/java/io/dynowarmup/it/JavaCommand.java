// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Command lines of JVMs that live for seconds. They compile with C1 only, collect garbage on one
 * thread and map archived classes where the archive expects them: C2, G1 and relocation would cost
 * them more processor time than they bring.
 */
public final class JavaCommand {
  public static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0");

  private JavaCommand() {}

  /** Returns a command that runs the JDK of this process, as a list that can be added to. */
  public static List<String> of(String... arguments) {
    return of(Path.of(System.getProperty("java.home")), arguments);
  }

  /** Returns the same command for another JDK. */
  public static List<String> of(Path jdk, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve("java").toString());
    command.addAll(FLAGS);
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
