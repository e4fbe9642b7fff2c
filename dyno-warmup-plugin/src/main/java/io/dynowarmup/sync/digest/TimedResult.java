// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

/**
 * What a script has answered, and for how long it ran by its server's own clock: unlike the time
 * that its caller measures, that has nothing of the network and of the caller's machine in it.
 */
public final class TimedResult<T> {
  private final T value;
  private final long nanos;

  /**
   * @param nanos 0 and less: not known, as where the server's clock was set meanwhile, or stands
   *     still in a script
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
