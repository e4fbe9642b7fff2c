// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Optional;

/** How far a transfer is. A number that nobody knows is -1, never a guess. */
public final class Progress {
  /** What a transfer is doing. */
  public enum Stage {
    /** The bulk is on its way. */
    COPYING,
    /** The bulk is here; what was written meanwhile follows. */
    CATCHING_UP,
    /** What is missing is under the limit. */
    READY
  }

  /** Nothing known yet. */
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

  public Stage stage() {
    return stage;
  }

  /** What is going on in words, such as "the source is saving". */
  public String note() {
    return note;
  }

  /** Bytes of the bulk that have arrived. */
  public long bytesDone() {
    return bytesDone;
  }

  /** Bytes of the bulk in all; -1 unknown. */
  public long bytesTotal() {
    return bytesTotal;
  }

  /**
   * Whether {@link #bytesTotal()} is derived from the source's memory rather than told by Redis.
   */
  public boolean totalEstimated() {
    return totalEstimated;
  }

  /** 0 to 100; -1 unknown. An estimate never says more than 99. */
  public int percent() {
    if (stage != Stage.COPYING) {
      return 100;
    }
    if (bytesTotal <= 0 || bytesDone < 0) {
      return percent;
    }
    return (int) Math.min(totalEstimated ? 99 : 100, bytesDone * 100.0 / bytesTotal);
  }

  /** Time that is left of what the note says, where Redis tells it; -1 unknown. */
  public long leftMillis() {
    return leftMillis;
  }

  /** Bytes of the stream that are still missing here; -1 unknown. */
  public long lagBytes() {
    return lagBytes;
  }

  /** {@code master_repl_offset} of the source. */
  public long masterOffset() {
    return masterOffset;
  }

  /** Our offset as the source sees it; refreshed about once a second. */
  public long replicaOffset() {
    return replicaOffset;
  }

  /** Our own {@code slave_repl_offset}, exact. */
  public long localOffset() {
    return localOffset;
  }

  /** Writes a second that arrive through the stream, as measured here; -1 unknown. */
  public long writesPerSecond() {
    return writesPerSecond;
  }

  /** False while it cannot be ended: Redis refuses SLAVEOF NO ONE until a load is over. */
  public boolean endable() {
    return endable;
  }

  /** Differs from the one before whenever anything has moved; for telling a stall. */
  public String movement() {
    return movement;
  }

  /** What the local Redis is meanwhile: master or slave; empty unknown. */
  public String localRole() {
    return localRole;
  }

  /** Of a transfer that compares keys, which has no stream to be behind of; otherwise empty. */
  public Optional<KeyCounts> keys() {
    return Optional.ofNullable(keys);
  }

  /** The same with other words. */
  public Progress withNote(String text) {
    return new Progress(this, text);
  }

  /** Collects the facts of one poll. */
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

    public Builder(Stage stage) {
      this.stage = stage;
    }

    public Builder note(String value) {
      note = value;
      return this;
    }

    public Builder bytes(long done, long total, boolean estimated) {
      bytesDone = done;
      bytesTotal = total;
      totalEstimated = estimated;
      return this;
    }

    public Builder leftMillis(long value) {
      leftMillis = value;
      return this;
    }

    public Builder lagBytes(long value) {
      lagBytes = value;
      return this;
    }

    public Builder offsets(long master, long replica, long local) {
      masterOffset = master;
      replicaOffset = replica;
      localOffset = local;
      return this;
    }

    public Builder writesPerSecond(long value) {
      writesPerSecond = value;
      return this;
    }

    public Builder endable(boolean value) {
      endable = value;
      return this;
    }

    /** Of what is not counted in bytes; -1 unknown. */
    public Builder percent(int value) {
      percent = value;
      return this;
    }

    public Builder movement(String value) {
      movement = value;
      return this;
    }

    /** Of a transfer that compares keys. */
    public Builder keys(KeyCounts value) {
      keys = value;
      return this;
    }

    public Builder localRole(String value) {
      localRole = value;
      return this;
    }

    public Progress build() {
      return new Progress(this);
    }
  }
}
