// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/** What a run has compared between this node and its source at its end. Immutable. */
public final class ProofReport {
  /** Nothing was compared. */
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

  /** Whether the numbers of keys on both sides are known. */
  public boolean counted() {
    return keysHere >= 0 && keysThere >= 0;
  }

  /** The same with something to add. */
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

  /** Keys of the local Redis; -1 unknown. */
  public long keysHere() {
    return keysHere;
  }

  /** Keys of the source; -1 unknown. */
  public long keysThere() {
    return keysThere;
  }

  /** Keys taken at random, half of them from each side; -1 when none could be. */
  public long sampled() {
    return sampled;
  }

  /** Of these: the same on both sides. */
  public long equal() {
    return equal;
  }

  /** Of these: not the same, or on one side only, while nobody wrote to them. */
  public long different() {
    return different;
  }

  /** Of these: written to in every look. */
  public long inMotion() {
    return inMotion;
  }

  /** Of the equal ones: too large to be read, so that only type and size were compared. */
  public long sizeOnly() {
    return sizeOnly;
  }

  /** Keys that the source has lost since it was chosen, less what expired or was evicted there. */
  public long lost() {
    return lost;
  }

  /** By how many keys the two sides differ beyond what writes, expiry and eviction explain. */
  public long apart() {
    return apart;
  }

  /** What was not compared, and why; empty when all was. */
  public String note() {
    return note;
  }

  /** As it stands in the outcome; empty when nothing was compared and nothing says why. */
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

  /** Collects what is known. */
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

    public Builder keys(long here, long there) {
      keysHere = here;
      keysThere = there;
      return this;
    }

    public Builder sample(long keys, long same, long differing, long moving) {
      sampled = keys;
      equal = same;
      different = differing;
      inMotion = moving;
      return this;
    }

    public Builder sizeOnly(long value) {
      sizeOnly = value;
      return this;
    }

    public Builder lost(long value) {
      lost = value;
      return this;
    }

    public Builder apart(long value) {
      apart = value;
      return this;
    }

    public Builder note(String value) {
      note = value;
      return this;
    }

    public ProofReport build() {
      return new ProofReport(this);
    }
  }
}
