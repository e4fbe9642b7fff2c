// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Logs the failed connections that the connector's library reports, in one line each. */
final class LibraryLog extends Handler {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LibraryLog.class);
  // A strong reference; otherwise the logger and its settings can be garbage collected.
  private static final Logger LIBRARY = Logger.getLogger("javax.management.remote.generic");

  private LibraryLog() {}

  static synchronized void shorten() {
    for (Handler h : LIBRARY.getHandlers()) {
      // Also removes the handler of an earlier class loader.
      if (h.getClass().getName().equals(LibraryLog.class.getName())) {
        LIBRARY.removeHandler(h);
      }
    }
    LIBRARY.addHandler(new LibraryLog());
    LIBRARY.setUseParentHandlers(false);
  }

  @Override
  public void publish(LogRecord record) {
    if (isCloseOfAClient(record)) {
      LOG.debug("JMX: {}", record.getMessage());
    } else if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
      LOG.warn("JMX: {}", plain(record.getMessage()));
    }
    if (record.getThrown() != null) {
      LOG.debug("JMX", record.getThrown());
    }
  }

  /**
   * Returns whether the message reports the end of a client. It is a warning of the library if the
   * connection ends before the message that closes it is read, as after Ctrl-C of a client.
   */
  private static boolean isCloseOfAClient(LogRecord record) {
    return String.valueOf(record.getMessage()).contains("exited without closing connection");
  }

  /**
   * Replaces the names of exceptions and of the protocol's profiles, which tell an operator
   * nothing.
   */
  private static String plain(String message) {
    String text = String.valueOf(message).replaceAll("(([a-z]\\w*\\.)+[A-Z]\\w*: )+", "");
    return text.contains("profile")
        ? "A client was refused: its login and TLS options are not those of this daemon"
        : text;
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
