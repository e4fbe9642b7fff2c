// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.log;

import org.slf4j.MDC;

/**
 * Marks the log lines of the current thread until it is closed. A log pattern shows the mark with
 * {@code %X{warmup}}.
 */
public final class LogContext implements AutoCloseable {
  /** Name of the mark in the diagnostic context of the log. */
  static final String KEY = "warmup";

  private final String before = MDC.get(KEY);

  private LogContext(String mark) {
    set(mark);
  }

  /** Marks the lines of a run. */
  public static LogContext ofRun(String id) {
    return new LogContext("run " + id);
  }

  /** Marks the lines of a preflight, which changes nothing. */
  public static LogContext ofPreflight() {
    return new LogContext("preflight");
  }

  /** Marks the lines of a verification. */
  public static LogContext ofVerification() {
    return new LogContext("verification");
  }

  /** Marks the lines of a dump. */
  public static LogContext ofDump() {
    return new LogContext("dump");
  }

  static void set(String mark) {
    if (mark == null) {
      MDC.remove(KEY);
    } else {
      MDC.put(KEY, mark);
    }
  }

  @Override
  public void close() {
    set(before);
  }
}
