// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.Deadline;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Copies the data from one source. Used by one thread. */
public interface Transfer {
  /**
   * Returns the progress of the copy; the first call starts it. It never blocks longer than one
   * Redis command and sends one command to the source.
   *
   * <p>A transfer that compares keys works until the next poll is due. If one side postpones its
   * answers, it retries for {@code stall.msec}.
   *
   * @throws io.dynowarmup.api.WarmupException if either side does not answer, or if the source is
   *     no longer the same process or data set
   */
  Progress poll();

  /**
   * Copies like {@link #poll()}, on another thread and while another transfer of the run is polled,
   * as long as that needs nothing but both Redis. {@link #poll()} later continues from there. Only
   * for a strategy that {@linkplain WarmupStrategy#copiesAhead() does so}.
   *
   * @return the progress; it is COPYING as long as something can be done
   * @throws io.dynowarmup.api.WarmupException as {@link #poll()} does
   */
  default Progress pollAhead() {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns whether {@link #poll()} lasts for a whole poll interval because it watches one side.
   */
  default boolean watches() {
    return false;
  }

  /**
   * Returns the Dynomite state that this transfer needs now, if it is not the {@link
   * WarmupStrategy#copyState()} of its strategy any more. The transfer has set and confirmed it.
   */
  default Optional<DynomiteState> copyState() {
    return Optional.empty();
  }

  /**
   * Tries to reach the point at which no write can be missing. It is called when {@link #poll()}
   * returns READY, or when the time is up and the bulk has arrived.
   *
   * <p>It never leaves a queue in Dynomite. If the hand-over succeeded, or detached early because
   * the plan allows it, the local Redis is a master and Dynomite is RESUMING. If it did not, both
   * are in their earlier state.
   *
   * @param plan the limits of this try
   * @return the report of this try; {@link HandOverReport#tries()} is 1
   * @throws InterruptedException if the thread is interrupted
   */
  HandOverReport handOver(HandOverPlan plan) throws InterruptedException;

  /** Returns whether {@link #reconcile} can find something: it knows what both sides execute. */
  default boolean canReconcile() {
    return false;
  }

  /**
   * Looks for writes that a hand-over has applied twice or not at all, and corrects what it can.
   * The local Redis is a master and Dynomite RESUMING; both stay so. A failure changes no outcome.
   *
   * @return what was found; empty if it was not looked for
   * @throws InterruptedException if the thread is interrupted
   */
  default Optional<ReconcileReport> reconcile(Deadline deadline) throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Returns whether all data of the source was here at some moment. The data in the local Redis is
   * then worth keeping. Called after {@link #close}.
   */
  default boolean hasArrived() {
    return false;
  }

  /**
   * Returns one sentence for each kind of source data that could not be copied although the
   * hand-over succeeded. It is known only after the hand-over succeeded.
   */
  default List<String> leftOut() {
    return Collections.emptyList();
  }

  /**
   * Returns whether both sides were found equal in every key and function library, and nothing had
   * to be changed for it. It is known only after the hand-over of a transfer that only adds keys.
   */
  default boolean agrees() {
    return false;
  }

  /**
   * Ends the transfer on both sides. It may be called at any moment and more than once. Afterwards
   * the local Redis is a master.
   *
   * @param deadline the time limit; Redis cannot be detached while it loads
   * @return what is missing of the source's replication stream
   * @throws io.dynowarmup.api.WarmupException if the local Redis is not a master at the deadline
   * @throws InterruptedException if the thread is interrupted
   */
  StreamGap close(Deadline deadline) throws InterruptedException;
}
