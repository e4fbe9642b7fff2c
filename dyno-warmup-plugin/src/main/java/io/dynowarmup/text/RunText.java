// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.text;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Says in one line how a run ended. Pure functions. */
public final class RunText {
  private RunText() {}

  /** Returns the outcome, the facts and the reason. */
  public static String of(RunRecord r) {
    return r.outcome() + facts(r) + compared(r) + (r.reason().isEmpty() ? "" : ": " + r.reason());
  }

  /** Returns duration, source and what arrived; begins with a blank. */
  public static String facts(RunRecord r) {
    return " in "
        + Units.time(r.elapsedMillis())
        + (r.sources().isEmpty() ? "" : " from " + all(r.sources()))
        + part(r.bytes(), bytes -> ", " + Units.bytes(bytes))
        + part(r.keys(), keys -> ", " + Units.keys(keys))
        + part(r.writesOnlyMillis(), millis -> ", writes held for " + Units.time(millis));
  }

  private static String all(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Returns the part of a sentence that shows a number; empty if the number is unknown. */
  static String part(OptionalLong number, LongFunction<String> text) {
    return number.isPresent() ? text.apply(number.getAsLong()) : "";
  }

  private static String compared(RunRecord r) {
    return r.compared().isEmpty() || r.reason().contains(r.compared()) ? "" : "; " + r.compared();
  }
}
