// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Describes the progress of a transfer. A number that is unknown is empty, never a guess. */
@Value.Immutable
public abstract class Progress {
  /** The stage of a transfer. */
  public enum Stage {
    /** The bulk of the data is being copied. */
    COPYING,
    /** The bulk has arrived; the writes made meanwhile follow. */
    CATCHING_UP,
    /** The remaining lag is below the limit. */
    READY
  }

  Progress() {}

  /** Returns the progress before the first poll. */
  public static Progress none() {
    return new Builder().stage(Stage.COPYING).build();
  }

  /** Returns the stage of the transfer. */
  public abstract Stage stage();

  /** Returns what the transfer is doing, such as "the source is saving". */
  @Value.Default
  public String note() {
    return "";
  }

  /** Returns the bytes of the bulk that have arrived. */
  public abstract OptionalLong bytesDone();

  /** Returns the total bytes of the bulk. */
  public abstract OptionalLong bytesTotal();

  /** Returns whether {@link #bytesTotal()} is estimated instead of reported by Redis. */
  @Value.Default
  public boolean totalEstimated() {
    return false;
  }

  /** Returns whether the estimate is an upper limit, and the bulk may be much smaller. */
  @Value.Default
  public boolean totalLimit() {
    return false;
  }

  /** Returns the percentage of a transfer that does not count bytes, 0 to 100. */
  abstract OptionalInt share();

  /** Returns the percentage done, 0 to 100; empty if unknown. An estimate is at most 99. */
  public OptionalInt percent() {
    if (stage() != Stage.COPYING) {
      return OptionalInt.of(100);
    }
    if (!bytesDone().isPresent() || bytesTotal().orElse(0) == 0) {
      return share();
    }
    double done = bytesDone().getAsLong() * 100.0 / bytesTotal().getAsLong();
    return OptionalInt.of((int) Math.min(totalEstimated() ? 99 : 100, done));
  }

  /** Returns the remaining time of the activity in the note, in milliseconds. */
  public abstract OptionalLong leftMillis();

  /** Returns the rate of a transfer that compares keys, in keys per second. */
  public abstract OptionalLong keysPerSecond();

  /** Returns the replication lag in bytes. */
  public abstract OptionalLong lagBytes();

  /** Returns {@code master_repl_offset} of the source. */
  public abstract OptionalLong masterOffset();

  /** Returns the local replication offset as the source sees it; updated about once a second. */
  public abstract OptionalLong replicaOffset();

  /** Returns the measured rate of writes through the replication stream, in writes per second. */
  public abstract OptionalLong writesPerSecond();

  /**
   * Returns whether the transfer can be ended now. It is false during a load because Redis refuses
   * SLAVEOF NO ONE until the load is over.
   */
  @Value.Default
  public boolean endable() {
    return true;
  }

  /**
   * Returns a text that changes whenever the transfer makes progress. It is used to detect a stall.
   */
  @Value.Default
  public String movement() {
    return "";
  }

  /** Returns the current role of the local Redis, {@code master} or {@code slave}. */
  public abstract Optional<String> localRole();

  /**
   * Returns the counts of a transfer that compares keys, which has no replication stream; otherwise
   * empty.
   */
  public abstract Optional<KeyCounts> keys();

  /**
   * Returns a copy of this progress with another note.
   *
   * @param text what the transfer is doing
   */
  public Progress withNote(String text) {
    return new Builder().from(this).note(text).build();
  }

  /** Collects the facts of one poll. */
  public static final class Builder extends ImmutableProgress.Builder {}
}
