// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

/** Set up before the first logger is asked for: nothing here or above may have one. */
final class Logging {
  private static final String FILE = "logback.configurationFile";

  private Logging() {}

  /**
   * @param level of our own loggers
   * @param stackTraces whole ones, instead of one line for each exception
   */
  static void configure(String level, boolean stackTraces) {
    setUnlessGiven(FILE, "io/dynowarmup/cli/logback.xml");
    setUnlessGiven("dynowarmup.log.level", level);
    setUnlessGiven("dynowarmup.log.stack", stackTraces ? "full" : "short");
  }

  private static void setUnlessGiven(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
