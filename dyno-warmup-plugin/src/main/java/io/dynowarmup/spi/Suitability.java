// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/** Whether a strategy is the better choice here and now. Immutable. */
public final class Suitability {
  private final boolean suits;
  private final String reason;

  private Suitability(boolean suits, String reason) {
    this.suits = suits;
    this.reason = reason;
  }

  public static Suitability yes(String reason) {
    return new Suitability(true, reason);
  }

  public static Suitability no(String reason) {
    return new Suitability(false, reason);
  }

  public boolean suits() {
    return suits;
  }

  /** Why, or why not, for the status. */
  public String reason() {
    return reason;
  }
}
