// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import org.immutables.value.Value;

/** The result of one rule about one candidate, in one sentence. */
@Value.Immutable(builder = false)
public abstract class Finding {
  /** The consequence of a finding, most serious first. */
  public enum Weight {
    /** The peer cannot be the source, even if an operator forces the run. */
    NEVER,
    /** The peer can be the source only if the run is forced; then it is ranked last. */
    UNLESS_FORCED,
    /**
     * The peer is ranked after all peers without such a finding, and a run from it does not end as
     * WARMED.
     */
    UNPROVEN,
    /** The peer is ranked after all peers without such a finding. */
    LAST,
    /** The peer is ranked after those with as many keys and without such a finding. */
    LATER,
    /** The finding is reported only. */
    WARNING
  }

  Finding() {}

  static Finding never(String text) {
    return ImmutableFinding.of(Weight.NEVER, text);
  }

  /** Returns a finding whose text ends with the way to force the run. */
  static Finding unlessForced(String text) {
    return ImmutableFinding.of(Weight.UNLESS_FORCED, text + "; force=true takes it anyway");
  }

  static Finding unproven(String text) {
    return ImmutableFinding.of(Weight.UNPROVEN, text);
  }

  static Finding last(String text) {
    return ImmutableFinding.of(Weight.LAST, text);
  }

  static Finding later(String text) {
    return ImmutableFinding.of(Weight.LATER, text);
  }

  static Finding warning(String text) {
    return ImmutableFinding.of(Weight.WARNING, text);
  }

  public abstract Weight weight();

  /**
   * Returns a text that follows the name of the candidate, such as "is a replica of
   * 10.0.0.1:22122".
   */
  public abstract String text();

  /** Returns whether the candidate cannot be the source. */
  public boolean objects(boolean forced) {
    return weight() == Weight.NEVER || (weight() == Weight.UNLESS_FORCED && !forced);
  }

  @Override
  public String toString() {
    return weight() + ": " + text();
  }
}
