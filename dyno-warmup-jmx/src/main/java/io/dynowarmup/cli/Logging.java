// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.jar.LogConfigurator;
import org.slf4j.LoggerFactory;

/**
 * Configures logging before the first logger is created. Neither this class nor its callers may
 * hold a logger.
 */
final class Logging {
  private Logging() {}

  /**
   * Configures logging.
   *
   * @param level the level of our own loggers
   * @param stackTraces whether to print full stack traces instead of one line for each exception
   */
  static void configure(String level, boolean stackTraces) {
    setUnlessGiven(LogConfigurator.LEVEL, level);
    setUnlessGiven(LogConfigurator.STACK, stackTraces ? "full" : LogConfigurator.NO_FRAMES);
  }

  /** Leaves the outcome of a run out of the log, where the command prints it too. */
  static void withoutOutcome() {
    setUnlessGiven(LogConfigurator.OUTCOME, "ERROR");
  }

  /** Logs an exception that ends a thread. Logging is configured by then. */
  static void uncaught(Thread thread, Throwable e) {
    LoggerFactory.getLogger(Logging.class)
        .error("Internal error in the thread {}", thread.getName(), e);
  }

  private static void setUnlessGiven(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
