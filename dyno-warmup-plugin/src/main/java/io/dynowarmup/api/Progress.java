// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Optional;

/**
 * Describes the progress of a transfer. A number that is unknown is -1 and never a guess.
 * Immutable.
 */
public final class Progress {
  /** The stage of a transfer. */
  public enum Stage {
    /** The bulk of the data is being copied. */
    COPYING,
    /** The bulk has arrived; the writes made meanwhile follow. */
    CATCHING_UP,
    /** The remaining lag is below the limit. */
    READY
  }

  /** The progress before the first poll. */
  public static final Progress NONE = new Builder(Stage.COPYING).build();

  private final Stage stage;
  private final String note;
  private final long bytesDone;
  private final long bytesTotal;
  private final boolean totalEstimated;
  private final long leftMillis;
  private final long lagBytes;
  private final long masterOffset;
  private final long replicaOffset;
  private final long localOffset;
  private final long writesPerSecond;
  private final boolean endable;
  private final String movement;
  private final String localRole;
  private final int percent;
  private final KeyCounts keys;

  private Progress(Builder b) {
    stage = b.stage;
    note = b.note;
    bytesDone = b.bytesDone;
    bytesTotal = b.bytesTotal;
    totalEstimated = b.totalEstimated;
    leftMillis = b.leftMillis;
    lagBytes = b.lagBytes;
    masterOffset = b.masterOffset;
    replicaOffset = b.replicaOffset;
    localOffset = b.localOffset;
    writesPerSecond = b.writesPerSecond;
    endable = b.endable;
    movement = b.movement;
    localRole = b.localRole;
    percent = b.percent;
    keys = b.keys;
  }

  private Progress(Progress p, String newNote) {
    stage = p.stage;
    note = newNote;
    bytesDone = p.bytesDone;
    bytesTotal = p.bytesTotal;
    totalEstimated = p.totalEstimated;
    leftMillis = p.leftMillis;
    lagBytes = p.lagBytes;
    masterOffset = p.masterOffset;
    replicaOffset = p.replicaOffset;
    localOffset = p.localOffset;
    writesPerSecond = p.writesPerSecond;
    endable = p.endable;
    movement = p.movement;
    localRole = p.localRole;
    percent = p.percent;
    keys = p.keys;
  }

  /** Returns the stage of the transfer. */
  public Stage stage() {
    return stage;
  }

  /** Returns what the transfer is doing, such as "the source is saving". */
  public String note() {
    return note;
  }

  /** Returns the bytes of the bulk that have arrived; -1 if unknown. */
  public long bytesDone() {
    return bytesDone;
  }

  /** Returns the total bytes of the bulk; -1 if unknown. */
  public long bytesTotal() {
    return bytesTotal;
  }

  /**
   * Returns whether {@link #bytesTotal()} is estimated from the source's memory instead of reported
   * by Redis.
   */
  public boolean totalEstimated() {
    return totalEstimated;
  }

  /** Returns the percentage done, 0 to 100; -1 if unknown. An estimate is at most 99. */
  public int percent() {
    if (stage != Stage.COPYING) {
      return 100;
    }
    if (bytesTotal <= 0 || bytesDone < 0) {
      return percent;
    }
    return (int) Math.min(totalEstimated ? 99 : 100, bytesDone * 100.0 / bytesTotal);
  }

  /**
   * Returns the remaining time of the activity in the note, in milliseconds; -1 if Redis does not
   * report it.
   */
  public long leftMillis() {
    return leftMillis;
  }

  /** Returns the replication lag in bytes; -1 if unknown. */
  public long lagBytes() {
    return lagBytes;
  }

  /** Returns {@code master_repl_offset} of the source; -1 if unknown. */
  public long masterOffset() {
    return masterOffset;
  }

  /**
   * Returns the local replication offset as the source sees it; updated about once a second; -1 if
   * unknown.
   */
  public long replicaOffset() {
    return replicaOffset;
  }

  /** Returns the exact {@code slave_repl_offset} of the local Redis; -1 if unknown. */
  public long localOffset() {
    return localOffset;
  }

  /**
   * Returns the measured rate of writes through the replication stream, in writes per second; -1 if
   * unknown.
   */
  public long writesPerSecond() {
    return writesPerSecond;
  }

  /**
   * Returns whether the transfer can be ended now. It is false during a load because Redis refuses
   * SLAVEOF NO ONE until the load is over.
   */
  public boolean endable() {
    return endable;
  }

  /**
   * Returns a text that changes whenever the transfer makes progress. It is used to detect a stall.
   */
  public String movement() {
    return movement;
  }

  /**
   * Returns the current role of the local Redis, {@code master} or {@code slave}; empty if unknown.
   */
  public String localRole() {
    return localRole;
  }

  /**
   * Returns the counts of a transfer that compares keys, which has no replication stream; otherwise
   * empty.
   */
  public Optional<KeyCounts> keys() {
    return Optional.ofNullable(keys);
  }

  /**
   * Returns a copy of this progress with another note.
   *
   * @param text what the transfer is doing
   */
  public Progress withNote(String text) {
    return new Progress(this, text);
  }

  /** Collects the facts of one poll. Numbers that are not set are -1. */
  public static final class Builder {
    private final Stage stage;
    private String note = "";
    private long bytesDone = -1;
    private long bytesTotal = -1;
    private boolean totalEstimated;
    private long leftMillis = -1;
    private long lagBytes = -1;
    private long masterOffset = -1;
    private long replicaOffset = -1;
    private long localOffset = -1;
    private long writesPerSecond = -1;
    private boolean endable = true;
    private String movement = "";
    private String localRole = "";
    private int percent = -1;
    private KeyCounts keys;

    /** Creates a builder for a transfer in this stage. */
    public Builder(Stage stage) {
      this.stage = stage;
    }

    /** Sets what the transfer is doing. */
    public Builder note(String value) {
      note = value;
      return this;
    }

    /**
     * Sets the bytes of the bulk.
     *
     * @param done bytes that have arrived; -1 if unknown
     * @param total total bytes; -1 if unknown
     * @param estimated whether the total is estimated
     */
    public Builder bytes(long done, long total, boolean estimated) {
      bytesDone = done;
      bytesTotal = total;
      totalEstimated = estimated;
      return this;
    }

    /** Sets the remaining time in milliseconds; -1 if unknown. */
    public Builder leftMillis(long value) {
      leftMillis = value;
      return this;
    }

    /** Sets the replication lag in bytes; -1 if unknown. */
    public Builder lagBytes(long value) {
      lagBytes = value;
      return this;
    }

    /**
     * Sets the replication offsets; -1 if unknown.
     *
     * @param master {@code master_repl_offset} of the source
     * @param replica the local offset as the source sees it
     * @param local {@code slave_repl_offset} of the local Redis
     */
    public Builder offsets(long master, long replica, long local) {
      masterOffset = master;
      replicaOffset = replica;
      localOffset = local;
      return this;
    }

    /**
     * Sets the rate of writes through the replication stream, in writes per second; -1 if unknown.
     */
    public Builder writesPerSecond(long value) {
      writesPerSecond = value;
      return this;
    }

    /** Sets whether the transfer can be ended now. */
    public Builder endable(boolean value) {
      endable = value;
      return this;
    }

    /**
     * Sets the percentage of a transfer that does not count bytes.
     *
     * @param value 0 to 100; -1 if unknown
     */
    public Builder percent(int value) {
      percent = value;
      return this;
    }

    /** Sets the text that changes whenever the transfer makes progress. */
    public Builder movement(String value) {
      movement = value;
      return this;
    }

    /** Sets the counts of a transfer that compares keys. */
    public Builder keys(KeyCounts value) {
      keys = value;
      return this;
    }

    /** Sets the role of the local Redis, {@code master} or {@code slave}; empty if unknown. */
    public Builder localRole(String value) {
      localRole = value;
      return this;
    }

    /** Returns the progress. */
    public Progress build() {
      return new Progress(this);
    }
  }
}
