// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** One setting in force, for display. Contains no secret. Immutable. */
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

  /** Returns the key of the setting. */
  public WarmupKey key() {
    return key;
  }

  /** Returns the whole key as it was written, with its prefix. */
  public String name() {
    return name;
  }

  /** Returns the value for display; asterisks for a secret that is set. */
  public String value() {
    return value;
  }

  /** Returns the file or layer that the value comes from; "default" if no layer sets it. */
  public String origin() {
    return origin;
  }

  /** Returns whether no layer sets the value. */
  public boolean isDefault() {
    return DEFAULT_ORIGIN.equals(origin);
  }

  /** Returns a text such as "KEY=VALUE (from ORIGIN)". */
  @Override
  public String toString() {
    return name + "=" + value + " (from " + origin + ")";
  }
}
