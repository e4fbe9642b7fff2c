// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import org.slf4j.Logger;

/**
 * The log where nothing may stand in the way of RESTORE: without memory, or with a class missing,
 * logging throws too.
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

  /** What was thrown, as the end of a sentence. */
  public static String text(Throwable e) {
    try {
      return e.toString();
    } catch (Throwable again) {
      drop(again);
      return "an error that cannot be told";
    }
  }

  /** There is nobody left to tell. */
  private static void drop(Throwable e) {
    assert e != null;
  }
}
