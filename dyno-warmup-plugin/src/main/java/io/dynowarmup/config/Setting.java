// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** One setting as it is in force, for people: no secret is in it. */
public final class Setting {
  static final String DEFAULT_ORIGIN = "default";

  private final WarmupKey key;
  private final String name;
  private final String value;
  private final String origin;

  Setting(WarmupKey key, String name, String shown, String origin) {
    this.key = key;
    this.name = name;
    this.value = shown;
    this.origin = origin;
  }

  public WarmupKey key() {
    return key;
  }

  /** The whole key as it was written, with its prefix. */
  public String name() {
    return name;
  }

  /** Asterisks for a secret that is set. */
  public String value() {
    return value;
  }

  /** The file or layer that it comes from; "default" where nobody set it. */
  public String origin() {
    return origin;
  }

  public boolean isDefault() {
    return DEFAULT_ORIGIN.equals(origin);
  }

  @Override
  public String toString() {
    return name + "=" + value + " (from " + origin + ")";
  }
}
