// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * Reports what the hand-over did. Times are in milliseconds, sizes in bytes; a number is empty if
 * the hand-over did not reach that step.
 */
@Value.Immutable
public abstract class HandOverReport {
  HandOverReport() {}

  /** Returns the report of a run that was interrupted after its barrier held. */
  public static HandOverReport heldBefore() {
    return new Builder().held(true).settleNote("by the interrupted run").missingBytes(0).build();
  }

  /** Returns the report of a run that has not tried a hand-over. */
  public static HandOverReport none() {
    return new Builder().tries(0).build();
  }

  /**
   * Returns the report of a hand-over that broke off. Its progress is unknown.
   *
   * @param tries the number of tries; at least 1 is reported
   * @param why why the last try broke off
   */
  public static HandOverReport brokeOff(int tries, String why) {
    return new Builder().tries(Math.max(1, tries)).why(why).build();
  }

  /**
   * Returns a copy of this report with another number of tries.
   *
   * @param n the number of tries in the run so far
   */
  public HandOverReport withTries(int n) {
    return new Builder().from(this).tries(n).build();
  }

  /**
   * Returns a copy of this report of a node that was detached early. What the journals show as
   * missing was added, so no write can be missing.
   */
  public HandOverReport madeUp() {
    return new Builder()
        .from(this)
        .held(true)
        .missingBytes(0)
        .settleNote(settleNote() + "; detached early: " + why())
        .why("")
        .build();
  }

  /** Returns a copy of this report with what was found afterwards. */
  public HandOverReport withReconciled(ReconcileReport report) {
    return new Builder().from(this).reconciled(report).build();
  }

  /** Returns how many times the run tried the hand-over. */
  @Value.Default
  public int tries() {
    return 1;
  }

  /** Returns whether the barrier held. If it held, no write can be missing. */
  @Value.Default
  public boolean held() {
    return false;
  }

  /** Returns whether the last try did not hold because the time in WRITES_ONLY was too short. */
  @Value.Default
  public boolean late() {
    return false;
  }

  /**
   * Returns whether the node was detached before everything had arrived. The local Redis is then a
   * master and Dynomite RESUMING.
   */
  @Value.Default
  public boolean detachedEarly() {
    return false;
  }

  /** Returns the time between confirming WRITES_ONLY and reading the source's offset. */
  public abstract OptionalLong settleMillis();

  /** Returns where the settle time comes from and which cap applied. */
  @Value.Default
  public String settleNote() {
    return "";
  }

  /** Returns how long Dynomite was in WRITES_ONLY during the last try; empty if it was not. */
  public abstract OptionalLong writesOnlyMillis();

  /** Returns the replication lag of this node when the last try began. */
  public abstract OptionalLong lagBytes();

  /** Returns the bytes of the replication stream that this node lacks: 0 if the barrier held. */
  public abstract OptionalLong missingBytes();

  /**
   * Returns what was found to be applied twice or not at all; empty if the run did not look for it.
   */
  public abstract Optional<ReconcileReport> reconciled();

  /** Returns the number of keys to which a write may have been applied twice; empty if unknown. */
  public OptionalLong keysInDoubt() {
    return reconciled().isPresent() ? reconciled().get().keysInDoubt() : OptionalLong.empty();
  }

  /** Returns why the last try did not hold, if it is known. */
  @Value.Default
  String why() {
    return "";
  }

  /** Returns why the last try did not hold; empty if it held. */
  public String note() {
    return why().isEmpty() && tries() > 0 && !held() ? "no reason is known" : why();
  }

  /** Collects what a hand-over did. */
  public static final class Builder extends ImmutableHandOverReport.Builder {}
}
