// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/** States whether a strategy is the better choice under the current conditions. Immutable. */
public final class Suitability {
  private final boolean suits;
  private final String reason;

  private Suitability(boolean suits, String reason) {
    this.suits = suits;
    this.reason = reason;
  }

  /**
   * Returns that the strategy is the better choice.
   *
   * @param reason why, for the status
   */
  public static Suitability yes(String reason) {
    return new Suitability(true, reason);
  }

  /**
   * Returns that the strategy is not the better choice.
   *
   * @param reason why not, for the status
   */
  public static Suitability no(String reason) {
    return new Suitability(false, reason);
  }

  /** Returns whether the strategy is the better choice. */
  public boolean suits() {
    return suits;
  }

  /** Returns why the strategy is or is not the better choice, for the status. */
  public String reason() {
    return reason;
  }
}
