package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process of Dynomite answers, told by the moment in which it was started: one that is
 * restarted has lost what it had queued, and all that was written while it was gone.
 */
final class DynomiteBirth {
  private static final Pattern UPTIME = Pattern.compile("\"uptime\"\\s*:\\s*(\\d{1,12})");

  /** It counts whole seconds. */
  private static final long TOLERANCE_MILLIS = 1_500;

  private final boolean known;
  private final long millis;

  private DynomiteBirth(boolean known, long millis) {
    this.known = known;
    this.millis = millis;
  }

  /** As {@code /info} tells it; unknown when it does not. */
  static DynomiteBirth of(DynomiteAdmin admin, Ticker ticker) {
    long uptime = uptimeMillis(admin);
    return uptime < 0
        ? new DynomiteBirth(false, 0)
        : new DynomiteBirth(true, TimeUnit.NANOSECONDS.toMillis(ticker.nanos()) - uptime);
  }

  /** For how long it has been up, a multiple of 1,000; -1 unknown. */
  static long uptimeMillis(DynomiteAdmin admin) {
    try {
      Matcher m = UPTIME.matcher(admin.info());
      return m.find() ? TimeUnit.SECONDS.toMillis(Long.parseLong(m.group(1))) : -1;
    } catch (WarmupException e) {
      return -1;
    }
  }

  boolean known() {
    return known;
  }

  boolean same(DynomiteBirth other) {
    return Math.abs(millis - other.millis) < TOLERANCE_MILLIS;
  }
}
