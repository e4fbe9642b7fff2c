// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

/**
 * Configures logging before the first logger is created. Neither this class nor its callers may
 * hold a logger.
 */
final class Logging {
  private static final String FILE = "logback.configurationFile";

  private Logging() {}

  /**
   * Configures logging.
   *
   * @param level the level of our own loggers
   * @param stackTraces whether to print full stack traces instead of one line for each exception
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
