// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

/**
 * Holds the answer of a script and how long it ran by its server's clock. Unlike a time that the
 * caller measures, it does not include delays of the network or of the caller's machine.
 */
public final class TimedResult<T> {
  private final T value;
  private final long nanos;

  /**
   * Creates a result.
   *
   * @param nanos duration in nanoseconds; 0 or less if unknown, for example because the server's
   *     clock was set meanwhile or stands still during a script
   */
  public TimedResult(T value, long nanos) {
    this.value = value;
    this.nanos = nanos;
  }

  public T value() {
    return value;
  }

  long nanos() {
    return nanos;
  }
}
