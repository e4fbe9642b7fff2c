// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

/** What one rule says about one candidate, in one sentence. Immutable. */
final class Finding {
  /** What follows from it, gravest first. */
  enum Weight {
    /** It cannot be the source, whatever an operator says. */
    NEVER,
    /** It is not the source unless the run is forced; then it comes last. */
    UNLESS_FORCED,
    /** It comes after all that have no such finding, and a run from it does not end as WARMED. */
    UNPROVEN,
    /** It comes after all that have no such finding. */
    LAST,
    /** It comes after those with as many keys that have no such finding. */
    LATER,
    /** It is said, and changes nothing. */
    WARNING
  }

  private final Weight weight;
  private final String text;

  private Finding(Weight weight, String text) {
    this.weight = weight;
    this.text = text;
  }

  static Finding never(String text) {
    return new Finding(Weight.NEVER, text);
  }

  /** The text ends with how to force it. */
  static Finding unlessForced(String text) {
    return new Finding(Weight.UNLESS_FORCED, text + "; force=true takes it all the same");
  }

  static Finding unproven(String text) {
    return new Finding(Weight.UNPROVEN, text);
  }

  static Finding last(String text) {
    return new Finding(Weight.LAST, text);
  }

  static Finding later(String text) {
    return new Finding(Weight.LATER, text);
  }

  static Finding warning(String text) {
    return new Finding(Weight.WARNING, text);
  }

  Weight weight() {
    return weight;
  }

  /** Continues the name of the candidate, as in "is a replica of 10.0.0.1:22122". */
  String text() {
    return text;
  }

  /** Whether it cannot be the source. */
  boolean objects(boolean forced) {
    return weight == Weight.NEVER || (weight == Weight.UNLESS_FORCED && !forced);
  }

  @Override
  public String toString() {
    return weight + ": " + text;
  }
}
