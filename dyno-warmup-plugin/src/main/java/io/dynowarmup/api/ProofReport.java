// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** Reports what a run compared between this node and its source before it ended. Immutable. */
public final class ProofReport {
  /** The report of a run that compared nothing. */
  public static final ProofReport NONE = new Builder().build();

  private final long keysHere;
  private final long keysThere;
  private final long sampled;
  private final long equal;
  private final long different;
  private final long inMotion;
  private final long sizeOnly;
  private final long lost;
  private final long apart;
  private final String note;

  private ProofReport(Builder b) {
    keysHere = b.keysHere;
    keysThere = b.keysThere;
    sampled = b.sampled;
    equal = b.equal;
    different = b.different;
    inMotion = b.inMotion;
    sizeOnly = b.sizeOnly;
    lost = b.lost;
    apart = b.apart;
    note = b.note;
  }

  /** Returns whether the numbers of keys on both sides are known. */
  public boolean counted() {
    return keysHere >= 0 && keysThere >= 0;
  }

  /**
   * Returns a copy of this report with an additional note.
   *
   * @param text the text to add
   */
  public ProofReport withNote(String text) {
    return new Builder()
        .keys(keysHere, keysThere)
        .sample(sampled, equal, different, inMotion)
        .sizeOnly(sizeOnly)
        .lost(lost)
        .apart(apart)
        .note(note.isEmpty() ? text : note + "; " + text)
        .build();
  }

  /** Returns the number of keys in the local Redis; -1 if unknown. */
  public long keysHere() {
    return keysHere;
  }

  /** Returns the number of keys at the source; -1 if unknown. */
  public long keysThere() {
    return keysThere;
  }

  /**
   * Returns the size of the random sample in keys, half from each side; -1 if no sample could be
   * taken.
   */
  public long sampled() {
    return sampled;
  }

  /** Returns how many sampled keys are the same on both sides. */
  public long equal() {
    return equal;
  }

  /**
   * Returns how many sampled keys differ or exist on one side only, without being written
   * meanwhile.
   */
  public long different() {
    return different;
  }

  /** Returns how many sampled keys were written during every probe. */
  public long inMotion() {
    return inMotion;
  }

  /**
   * Returns how many of the equal keys were too large to read, so that only type and size were
   * compared.
   */
  public long sizeOnly() {
    return sizeOnly;
  }

  /**
   * Returns how many keys the source has lost since it was chosen, less those that expired or were
   * evicted there.
   */
  public long lost() {
    return lost;
  }

  /**
   * Returns how many keys the two sides differ by, beyond what writes, expiry and eviction explain.
   */
  public long apart() {
    return apart;
  }

  /** Returns what was not compared and why; empty if everything was compared. */
  public String note() {
    return note;
  }

  /**
   * Returns the report as it appears in the outcome; empty if nothing was compared and no note says
   * why.
   */
  public String text() {
    if (!counted()) {
      return note.isEmpty() ? "" : "not compared: " + note;
    }
    StringBuilder text = new StringBuilder("compared: ");
    text.append(keysHere).append(" keys here, ").append(keysThere).append(" there");
    if (sampled >= 0) {
      text.append("; ").append(sampled).append(" sampled, ").append(equal).append(" equal");
      part(text, sizeOnly, " of them by their size only");
      part(text, different, " different");
      part(text, inMotion, " being written to");
    }
    if (lost > 0) {
      text.append("; the source has lost ").append(lost).append(" keys since it was chosen");
    }
    if (apart > 0) {
      text.append("; writes do not explain a difference of ").append(apart).append(" keys");
    }
    return note.isEmpty() ? text.toString() : text.append("; ").append(note).toString();
  }

  private static void part(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(what);
    }
  }

  @Override
  public String toString() {
    return text();
  }

  /** Collects the known facts of a report. */
  public static final class Builder {
    private long keysHere = -1;
    private long keysThere = -1;
    private long sampled = -1;
    private long equal;
    private long different;
    private long inMotion;
    private long sizeOnly;
    private long lost;
    private long apart;
    private String note = "";

    /**
     * Sets the numbers of keys; -1 if unknown.
     *
     * @param here keys in the local Redis
     * @param there keys at the source
     */
    public Builder keys(long here, long there) {
      keysHere = here;
      keysThere = there;
      return this;
    }

    /**
     * Sets the result of the sample.
     *
     * @param keys sampled keys; -1 if no sample could be taken
     * @param same sampled keys that are equal
     * @param differing sampled keys that differ
     * @param moving sampled keys that were written during every probe
     */
    public Builder sample(long keys, long same, long differing, long moving) {
      sampled = keys;
      equal = same;
      different = differing;
      inMotion = moving;
      return this;
    }

    /** Sets how many equal keys were compared by type and size only. */
    public Builder sizeOnly(long value) {
      sizeOnly = value;
      return this;
    }

    /** Sets how many keys the source has lost without expiry or eviction. */
    public Builder lost(long value) {
      lost = value;
      return this;
    }

    /**
     * Sets how many keys the two sides differ by, beyond what writes, expiry and eviction explain.
     */
    public Builder apart(long value) {
      apart = value;
      return this;
    }

    /** Sets what was not compared and why. */
    public Builder note(String value) {
      note = value;
      return this;
    }

    /** Returns the report. */
    public ProofReport build() {
      return new ProofReport(this);
    }
  }
}
