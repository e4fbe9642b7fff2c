// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import org.immutables.value.Value;

/** States whether a strategy is the better choice under the current conditions. */
@Value.Immutable(builder = false)
public abstract class Suitability {
  Suitability() {}

  /** Returns that the strategy is the better choice, with the reason for the status. */
  public static Suitability yes(String reason) {
    return ImmutableSuitability.of(true, reason);
  }

  /** Returns that the strategy is not the better choice, with the reason for the status. */
  public static Suitability no(String reason) {
    return ImmutableSuitability.of(false, reason);
  }

  /** Returns whether the strategy is the better choice. */
  public abstract boolean suits();

  /** Returns why the strategy is or is not the better choice, for the status. */
  public abstract String reason();
}
