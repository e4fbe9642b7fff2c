// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import static org.junit.Assert.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.slf4j.LoggerFactory;

public class LibraryLogTest {
  /** Sets the levels too, because commands that other tests ran in this JVM have silenced both. */
  private static List<String> warnings(String... messages) {
    java.util.logging.Logger library =
        java.util.logging.Logger.getLogger("javax.management.remote.generic");
    java.util.logging.Level before = library.getLevel();
    library.setLevel(null);
    Logger logger = (Logger) LoggerFactory.getLogger(LibraryLog.class);
    logger.setLevel(Level.WARN);
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    logger.addAppender(events);
    try {
      LibraryLog.shorten();
      for (String message : messages) {
        library.warning(message);
      }
    } finally {
      logger.detachAppender(events);
      logger.setLevel(null);
      library.setLevel(before);
    }
    return events.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.toList());
  }

  @Test
  public void aClientThatHasEndedIsNoWarning() {
    assertEquals(
        java.util.Collections.singletonList("JMX: The port is taken"),
        warnings(
            "JMX connector client exited without closing connection",
            "java.net.BindException: The port is taken"));
  }
}
