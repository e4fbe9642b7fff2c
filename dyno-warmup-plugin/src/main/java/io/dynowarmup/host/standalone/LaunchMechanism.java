// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

/**
 * How this JVM starts commands. The default of Java 13 and newer runs a helper of the JDK's
 * installation, which an upgrade of the JDK replaces under this process: from then on no command
 * could be started. {@code fork} needs no helper; Java 8 has it, too.
 */
public final class LaunchMechanism {
  private static final String PROPERTY = "jdk.lang.Process.launchMechanism";

  private LaunchMechanism() {}

  /**
   * Chooses {@code fork} on Linux, unless the property is set. The JVM reads the property once:
   * when the first command is started; Java 25 when the environment is read first ({@link
   * System#getenv}). So a program calls this before anything else.
   */
  public static void withoutHelper() {
    if (System.getProperty(PROPERTY) == null && "Linux".equals(System.getProperty("os.name"))) {
      System.setProperty(PROPERTY, "FORK");
    }
  }
}
