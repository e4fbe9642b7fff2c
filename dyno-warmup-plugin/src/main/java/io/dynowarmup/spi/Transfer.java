// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.Progress;
import io.dynowarmup.time.Deadline;
import java.util.Collections;
import java.util.List;

/** One copy from one source. Used by one thread. */
public interface Transfer {
  /** There is no stream of which bytes could be missing: the hand-over's report says what is. */
  long NO_STREAM = -2;

  /**
   * Looks how far it is; the first look begins the copy. Never waits longer than a Redis command
   * may take, and sends the source one command; one that compares works for as long as a look is
   * apart from the next, and asks a side that puts its answer off again for {@code stall.msec}.
   *
   * @throws io.dynowarmup.api.WarmupException when either side does not answer, or the source is
   *     not what it was
   */
  Progress poll();

  /** Whether {@link #poll()} lasts as long as a look is apart from the next, to watch a side. */
  default boolean watches() {
    return false;
  }

  /**
   * Tries to reach the point at which nothing can be missing. Called when {@link #poll()} said
   * READY, or when time is up and the bulk is here. Whatever happens, it leaves no queue behind in
   * Dynomite: held means that the local Redis is a master and Dynomite is RESUMING; not held means
   * that both are as they were before.
   *
   * @return what happened; {@link HandOverReport#tries()} is 1
   */
  HandOverReport handOver(HandOverPlan plan) throws InterruptedException;

  /**
   * Whether all of the source's data has arrived at some moment, so that what the local Redis holds
   * is worth keeping; asked after {@link #close}.
   */
  default boolean hasArrived() {
    return false;
  }

  /**
   * What of the source's data could not be brought, although the hand-over held: a sentence for
   * each. Known once it did.
   */
  default List<String> leftOut() {
    return Collections.emptyList();
  }

  /**
   * Ends it at any moment and any number of times, on both sides. The local Redis is a master
   * afterwards.
   *
   * @param deadline how long it may take: Redis cannot be detached while it loads
   * @return bytes of the stream that are known to be missing; -1 unknown, or {@link #NO_STREAM}
   * @throws io.dynowarmup.api.WarmupException when the local Redis is not a master at the deadline
   */
  long close(Deadline deadline) throws InterruptedException;
}
