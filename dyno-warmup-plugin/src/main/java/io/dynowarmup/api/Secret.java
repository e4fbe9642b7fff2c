// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * Holds a password. {@code toString} returns asterisks, so that the password does not reach a log,
 * a status or an exception by accident.
 */
public final class Secret {
  /** The empty secret. */
  public static final Secret NONE = new Secret("");

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Returns a secret that holds this clear text. */
  public static Secret of(String value) {
    return value == null || value.isEmpty() ? NONE : new Secret(value);
  }

  /** Returns whether the secret is not empty. */
  public boolean isPresent() {
    return !value.isEmpty();
  }

  /** Returns the clear text, for use on the wire only. */
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
