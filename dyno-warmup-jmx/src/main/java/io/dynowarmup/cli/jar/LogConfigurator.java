// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Configures the log of the executable jar, which goes to stderr. Only that jar names this class to
 * Logback: the thin jar configures no logging. It replaces an XML file, because Logback loads some
 * 400 classes to read one.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  /** The system property with the level of the loggers of dyno-warmup. */
  public static final String LEVEL = "dynowarmup.log.level";

  /** The system property with the level of the line about the end of a run. */
  public static final String OUTCOME = "dynowarmup.log.outcome";

  /** The system property with the number of frames of each stack trace, or "full". */
  public static final String STACK = "dynowarmup.log.stack";

  public static final String NO_FRAMES = "0";

  /** The property by which a user names another configuration file. */
  private static final String FILE = "logback.configurationFile";

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %replace(%X{warmup}: ){'^:"
          + " ',''}%msg%n";

  /** Loggers that log details at INFO that no operator needs. */
  private static final String[] DETAILED = {
    "org.quartz", "com.netflix.archaius", "org.apache.commons.configuration", "io.dynowarmup.shaded"
  };

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    if (System.getProperty(FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(log);
    encoder.setPattern(PATTERN + "%ex{" + System.getProperty(STACK, NO_FRAMES) + "}");
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(log);
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr);
    for (String name : DETAILED) {
      log.getLogger(name).setLevel(Level.WARN);
    }
    Level level = Level.toLevel(System.getProperty(LEVEL), Level.INFO);
    log.getLogger("io.dynowarmup").setLevel(level);
    log.getLogger("io.dynowarmup.engine.run.RunEnd")
        .setLevel(Level.toLevel(System.getProperty(OUTCOME), level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
