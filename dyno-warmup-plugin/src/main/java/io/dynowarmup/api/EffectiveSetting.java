// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Objects;

/** One setting as the next run would take it. No secret is in it. */
public final class EffectiveSetting {
  private final String name;
  private final String value;
  private final String origin;

  /**
   * @param name the whole key, with its prefix
   * @param value masked where it is a secret
   * @param origin the file or layer that it comes from; "default" where nobody set it
   */
  public EffectiveSetting(String name, String value, String origin) {
    this.name = Objects.requireNonNull(name);
    this.value = Objects.requireNonNull(value);
    this.origin = Objects.requireNonNull(origin);
  }

  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  public String origin() {
    return origin;
  }

  @Override
  public String toString() {
    return name + "=" + value + " (from " + origin + ")";
  }
}
