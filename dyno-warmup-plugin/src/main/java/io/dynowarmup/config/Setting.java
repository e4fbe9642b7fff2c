// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import org.immutables.value.Value;

/** One setting in force, for display. Contains no secret. */
@Value.Immutable(builder = false)
public abstract class Setting {
  static final String DEFAULT_ORIGIN = "default";

  Setting() {}

  static Setting of(WarmupKey key, String name, String shown, String origin) {
    return ImmutableSetting.of(key, name, shown, origin);
  }

  /** Returns the key of the setting. */
  public abstract WarmupKey key();

  /** Returns the whole key as it was written, with its prefix. */
  public abstract String name();

  /** Returns the value for display; asterisks for a secret that is set. */
  public abstract String value();

  /** Returns the file or layer that the value comes from; "default" if no layer sets it. */
  public abstract String origin();

  /** Returns a text such as "KEY=VALUE (from ORIGIN)". */
  @Override
  public String toString() {
    return name() + "=" + value() + " (from " + origin() + ")";
  }
}
