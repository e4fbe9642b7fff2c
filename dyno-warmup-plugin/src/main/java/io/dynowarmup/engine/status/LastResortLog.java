// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import org.slf4j.Logger;

/**
 * Logs where nothing may prevent RESTORE. Without memory or with a missing class, logging throws
 * too.
 */
public final class LastResortLog {
  private LastResortLog() {}

  public static void error(Logger log, String text, Object subject, Throwable e) {
    try {
      log.error(text, subject, e);
    } catch (Throwable again) {
      drop(again);
    }
  }

  public static void warn(Logger log, String text, Object subject, Throwable e) {
    try {
      log.warn(text, subject, e);
    } catch (Throwable again) {
      drop(again);
    }
  }

  /** Returns what was thrown, as the end of a sentence. */
  public static String text(Throwable e) {
    try {
      return e.toString();
    } catch (Throwable again) {
      drop(again);
      return "an error without a readable message";
    }
  }

  /** Drops a failure that cannot be logged. */
  private static void drop(Throwable e) {
    assert e != null;
  }
}
