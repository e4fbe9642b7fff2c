// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.Test;
import org.slf4j.LoggerFactory;

public class LoggingTest {
  /** The pattern of the log decides how much of the stack is printed. */
  @Test
  public void anExceptionThatEndsAThreadIsOneEventOfTheLog() {
    Logger logger = (Logger) LoggerFactory.getLogger(Logging.class);
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    logger.addAppender(events);
    try {
      Logging.uncaught(new Thread("dyno-warmup-x"), new IllegalStateException("broken"));
    } finally {
      logger.detachAppender(events);
    }

    assertEquals(1, events.list.size());
    ILoggingEvent event = events.list.get(0);
    assertEquals(Level.ERROR, event.getLevel());
    assertEquals("Internal error in the thread dyno-warmup-x", event.getFormattedMessage());
    assertEquals("broken", event.getThrowableProxy().getMessage());
  }
}
