// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * A password. Prints as asterisks, so that it reaches no log, no status and no exception by
 * accident.
 */
public final class Secret {
  public static final Secret NONE = new Secret("");
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return value == null || value.isEmpty() ? NONE : new Secret(value);
  }

  /** Whether there is one. */
  public boolean isPresent() {
    return !value.isEmpty();
  }

  /** The clear text, for the wire only. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Secret && ((Secret) o).value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return isPresent() ? "****" : "";
  }
}
