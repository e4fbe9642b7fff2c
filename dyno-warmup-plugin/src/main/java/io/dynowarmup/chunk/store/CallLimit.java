// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.Optional;

/** How long one request to a store may take. Immutable. */
public final class CallLimit {
  private final Ticker ticker;
  private final long millis;
  private final Optional<Deadline> end;

  private CallLimit(Ticker ticker, long millis, Optional<Deadline> end) {
    this.ticker = ticker;
    this.millis = millis;
    this.end = end;
  }

  /**
   * @param millis the limit in milliseconds, for a run {@code stall.msec}
   */
  public static CallLimit of(Ticker ticker, long millis) {
    return new CallLimit(ticker, millis, Optional.empty());
  }

  /** Returns a copy whose requests do not last longer than the deadline either. */
  public CallLimit until(Deadline deadline) {
    return new CallLimit(ticker, millis, Optional.of(deadline));
  }

  /** Returns how long a request may take that begins now, in milliseconds. */
  long millis() {
    return end.map(e -> Math.min(millis, e.leftMillis())).orElse(millis);
  }

  Deadline after(long limitMillis) {
    return Deadline.after(ticker, limitMillis);
  }
}
