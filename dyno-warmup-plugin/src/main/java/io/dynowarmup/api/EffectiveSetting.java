// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** Holds one setting with the value that the next run would use. Secrets are masked. Immutable. */
public final class EffectiveSetting {
  private final String name;
  private final String value;
  private final String origin;

  /**
   * Creates a setting.
   *
   * @param name the full key, including its prefix
   * @param value the value; masked if it is a secret
   * @param origin the file or layer that the value comes from; "default" if the setting is not set
   */
  public EffectiveSetting(String name, String value, String origin) {
    this.name = Objects.requireNonNull(name);
    this.value = Objects.requireNonNull(value);
    this.origin = Objects.requireNonNull(origin);
  }

  /** Returns the full key, including its prefix. */
  public String name() {
    return name;
  }

  /** Returns the value; masked if it is a secret. */
  public String value() {
    return value;
  }

  /** Returns the file or layer that the value comes from; "default" if the setting is not set. */
  public String origin() {
    return origin;
  }

  @Override
  public String toString() {
    return name + "=" + value + " (from " + origin + ")";
  }
}
