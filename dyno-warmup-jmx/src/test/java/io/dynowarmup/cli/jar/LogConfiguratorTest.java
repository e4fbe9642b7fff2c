// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import static org.junit.Assert.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.After;
import org.junit.Test;

public class LogConfiguratorTest {
  private static final String FILE = "logback.configurationFile";

  private final LoggerContext log = new LoggerContext();

  @After
  public void forget() {
    for (String name : new String[] {FILE, LogConfigurator.LEVEL, LogConfigurator.OUTCOME}) {
      System.clearProperty(name);
    }
  }

  private ExecutionStatus configure() {
    return new LogConfigurator().configure(log);
  }

  private Level level(String logger) {
    return log.getLogger(logger).getEffectiveLevel();
  }

  private String line(Throwable e) {
    ConsoleAppender<ILoggingEvent> stderr =
        (ConsoleAppender<ILoggingEvent>) log.getLogger("ROOT").iteratorForAppenders().next();
    assertEquals("System.err", stderr.getTarget());
    Encoder<ILoggingEvent> encoder = stderr.getEncoder();
    LoggingEvent event =
        new LoggingEvent("", log.getLogger("io.dynowarmup.X"), Level.WARN, "said", e, null);
    event.setTimeStamp(0);
    event.setMDCPropertyMap(Collections.singletonMap("warmup", "run 7"));
    return new String(encoder.encode(event), StandardCharsets.UTF_8).replaceFirst("^\\S+ ", "");
  }

  @Test
  public void aLineHasItsRunAndOneLineOfAnException() {
    assertEquals(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, configure());
    assertEquals("WARN  X: run 7: said" + System.lineSeparator(), line(null));
    String thrown = line(new IllegalStateException("broken"));
    assertEquals(thrown, 2, thrown.split(System.lineSeparator()).length);
  }

  @Test
  public void theLevelsAreThoseOfTheCommand() {
    System.setProperty(LogConfigurator.LEVEL, "DEBUG");
    System.setProperty(LogConfigurator.OUTCOME, "ERROR");
    configure();
    assertEquals(Level.DEBUG, level("io.dynowarmup.engine.run.Run"));
    assertEquals(Level.ERROR, level("io.dynowarmup.engine.run.RunEnd"));
    assertEquals(Level.WARN, level("io.dynowarmup.shaded.redis.clients"));
    assertEquals(Level.WARN, level("org.quartz.core"));
    assertEquals(Level.WARN, level("com.example"));
  }

  @Test
  public void aFileOfTheUserCounts() {
    System.setProperty(FILE, "mine.xml");
    assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, configure());
  }
}
