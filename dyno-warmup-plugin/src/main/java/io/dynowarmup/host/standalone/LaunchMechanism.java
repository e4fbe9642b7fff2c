// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

/**
 * Selects how this JVM starts commands. The default of Java 13 and newer runs a helper from the
 * JDK's installation. An upgrade of the JDK replaces that helper under the running process, and no
 * command can be started afterwards. {@code fork} needs no helper and also exists in Java 8.
 */
public final class LaunchMechanism {
  private static final String PROPERTY = "jdk.lang.Process.launchMechanism";

  private LaunchMechanism() {}

  /**
   * Selects {@code fork} on Linux unless the property is set. The JVM reads the property once, when
   * it starts the first command; Java 25 reads it when the environment is first read ({@link
   * System#getenv}). Call this method before anything else.
   */
  public static void withoutHelper() {
    if (System.getProperty(PROPERTY) == null && "Linux".equals(System.getProperty("os.name"))) {
      System.setProperty(PROPERTY, "FORK");
    }
  }
}
