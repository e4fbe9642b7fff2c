// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import org.immutables.value.Value;

/** Holds one setting with the value that the next run would use. Secrets are masked. */
@Value.Immutable(builder = false)
public abstract class EffectiveSetting {
  EffectiveSetting() {}

  /** Returns a setting; the getters describe its parts. */
  public static EffectiveSetting of(String name, String value, String origin) {
    return ImmutableEffectiveSetting.of(name, value, origin);
  }

  /** Returns the full key, including its prefix. */
  public abstract String name();

  /** Returns the value; masked if it is a secret. */
  public abstract String value();

  /** Returns the file or layer that the value comes from; "default" if the setting is not set. */
  public abstract String origin();

  @Override
  public String toString() {
    return name() + "=" + value() + " (from " + origin() + ")";
  }
}
