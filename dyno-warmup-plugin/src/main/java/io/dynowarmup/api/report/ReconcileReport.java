// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import io.dynowarmup.unit.Units;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * Reports which writes of the hand-over were applied twice, or not at all, and what became of them.
 */
@Value.Immutable
public abstract class ReconcileReport {
  ReconcileReport() {}

  /** Returns the report of a run that could not look for such writes. */
  public static ReconcileReport notDone(String why) {
    return new Builder().note(why).build();
  }

  /** Returns the number of cuts: moments at which both Redis were compared. */
  @Value.Default
  public int cuts() {
    return 0;
  }

  /** Returns the number of keys that were corrected. */
  @Value.Default
  public long keysMended() {
    return 0;
  }

  /** Returns the sum of what was applied twice and was taken back. */
  @Value.Default
  public long takenBack() {
    return 0;
  }

  /** Returns the sum of what was missing and was added. */
  @Value.Default
  public long added() {
    return 0;
  }

  /**
   * Returns the number of keys that were written to and are not known to be equal; empty if
   * unknown.
   */
  public abstract OptionalLong keysInDoubt();

  /** Returns some of the keys in doubt, or why nothing is known; empty if there is no doubt. */
  @Value.Default
  public String note() {
    return "";
  }

  /**
   * Returns this report for a run that checked some of the written keys only. If it leaves none of
   * them in doubt, the number of keys in doubt is unknown.
   *
   * @param why why the other keys were not checked
   */
  public ReconcileReport onlyOfSome(String why) {
    return keysInDoubt().orElse(1) > 0
        ? this
        : new Builder().from(this).keysInDoubt(OptionalLong.empty()).note(why).build();
  }

  /** Returns one sentence. */
  @Override
  public String toString() {
    if (cuts() == 0 && keysMended() == 0 && !keysInDoubt().isPresent()) {
      return "no key was checked" + (note().isEmpty() ? "" : ": " + note());
    }
    boolean amounts = takenBack() != 0 || added() != 0;
    String mended =
        Units.keys(keysMended())
            + " corrected"
            + (amounts ? " (taken back " + takenBack() + ", added " + added() + ")" : "");
    String doubt =
        keysInDoubt().isPresent()
            ? Units.keys(keysInDoubt().getAsLong()) + " in doubt"
            : "keys in doubt unknown";
    return mended + ", " + doubt + (note().isEmpty() ? "" : ": " + note());
  }

  /** Collects what was found. */
  public static final class Builder extends ImmutableReconcileReport.Builder {}
}
